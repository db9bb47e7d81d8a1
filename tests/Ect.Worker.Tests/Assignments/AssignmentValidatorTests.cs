using System.Numerics;
using Ect.ClassAds;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Protocol.Draws;
using Ect.Protocol.Signing;
using Ect.Wire;
using Ect.Worker.Assignments;
using Ect.Worker.Machine;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Assignments;

public sealed class AssignmentValidatorTests
{
    private static readonly Address Hub = Samples.Fill(0x99);
    private static readonly EctDomain Domain = new(31337, Hub);
    private static readonly Address Worker = Samples.WorkerKey.Address;

    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + 10));
    private readonly MemoryChain chain;
    private readonly StakeBook stakes;
    private WorkerOptions options = Samples.Options("unused");

    private BigInteger stakeToLock = BigInteger.Zero;
    private BigInteger stakeInEpochs = BigInteger.Zero;

    public AssignmentValidatorTests()
    {
        chain = new MemoryChain(Worker, time);
        stakes = new StakeBook(() => stakeToLock, () => stakeInEpochs);
        chain.Deals.Add(DealId.Of(Samples.Deal));
    }

    [Fact]
    public async Task A_true_assignment_is_valid_and_reserves_its_stake()
    {
        var verdict = await ValidateAsync(Assign());
        var valid = verdict.Should().BeOfType<AssignmentVerdict.Valid>().Subject.Assignment;
        valid.Deal.Should().Be(Samples.Deal);
        valid.Task.Should().Be(Samples.Task);
        stakes.TryReserveFree(Bytes32.FromNumber(1), 951, 1000).Should().BeFalse("50 of the 1000 are promised");
        stakes.TryReserveFree(Bytes32.FromNumber(1), 950, 1000).Should().BeTrue();
    }

    [Fact]
    public Task A_task_id_of_another_length_is_refused() => RefusesAsync(RefusalReason.Malformed, Change(a => a.Task = ByteString.CopyFrom(new byte[31])));

    [Fact]
    public Task Terms_that_are_no_deal_are_refused() => RefusesAsync(RefusalReason.Malformed, Change(a => a.Deal = ByteString.CopyFrom(new byte[799])));

    [Fact]
    public Task Terms_with_bits_outside_their_types_are_refused() =>
        RefusesAsync(RefusalReason.Malformed, Change(a => a.Deal = ByteString.CopyFrom([.. DealCodec.Encode(Samples.Deal).Select((b, i) => i == 32 ? (byte)0xff : b)])));

    [Fact]
    public Task A_task_id_of_another_task_is_refused() => RefusesAsync(RefusalReason.TaskMismatch, Change(a => a.Index = 6));

    [Theory]
    [InlineData(4u)]
    [InlineData(9u)]
    [InlineData(uint.MaxValue)]
    public Task An_index_outside_the_deal_is_refused(uint index)
    {
        var task = TaskId.Of(DealId.Of(Samples.Deal), index);
        return RefusesAsync(RefusalReason.IndexOutOfRange, Change(a => (a.Index, a.Task) = (index, ByteString.CopyFrom(task.ToBytes()))));
    }

    [Fact]
    public Task A_deal_of_another_pool_is_refused() => RefusesAsync(RefusalReason.OtherPool, Assign(Samples.Deal with { Pool = 23 }));

    [Fact]
    public Task Better_terms_than_those_matched_are_refused() => RefusesAsync(RefusalReason.UnknownDeal, Assign(Samples.Deal with { PoolPrice = 1_000_000 }));

    [Fact]
    public Task An_authorization_by_somebody_else_is_refused() =>
        RefusesAsync(RefusalReason.BadAuthorization, Change(a => a.Authorization = Authorize(Samples.Task, Worker, Samples.WorkerKey, Domain)));

    [Fact]
    public Task An_authorization_for_another_worker_is_refused() =>
        RefusesAsync(RefusalReason.BadAuthorization, Change(a => a.Authorization = Authorize(Samples.Task, Samples.Fill(3), Samples.SchedulerKey, Domain)));

    [Fact]
    public Task An_authorization_for_another_task_is_refused() =>
        RefusesAsync(RefusalReason.BadAuthorization, Change(a => a.Authorization = Authorize(Bytes32.FromNumber(8), Worker, Samples.SchedulerKey, Domain)));

    [Fact]
    public Task An_authorization_for_another_chain_is_refused() =>
        RefusesAsync(RefusalReason.BadAuthorization, Change(a => a.Authorization = Authorize(Samples.Task, Worker, Samples.SchedulerKey, new EctDomain(1, Hub))));

    [Fact]
    public Task An_empty_authorization_is_refused() => RefusesAsync(RefusalReason.BadAuthorization, Change(a => a.Authorization = ByteString.Empty));

    [Fact]
    public Task Params_that_the_requester_did_not_sign_are_refused() => RefusesAsync(RefusalReason.ParamsMismatch, Change(a => a.Params = """{"args":["x"]}"""));

    [Theory]
    [InlineData(690, true)]
    [InlineData(691, false)]
    public async Task Too_little_time_to_compute_and_contribute_is_refused(int seconds, bool inTime)
    {
        time.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + seconds));
        var verdict = await ValidateAsync(Assign());
        (verdict is AssignmentVerdict.Valid).Should().Be(inTime);
        (verdict is AssignmentVerdict.Refused { Reason: RefusalReason.DeadlineTooNear }).Should().Be(!inTime);
    }

    [Theory]
    [InlineData(ChainTaskStatus.Revealing, 1)]
    [InlineData(ChainTaskStatus.Completed, 1)]
    [InlineData(ChainTaskStatus.Failed, 1)]
    [InlineData(ChainTaskStatus.Active, 32)]
    public Task A_task_that_takes_no_more_contributions_is_refused(ChainTaskStatus status, byte contributors)
    {
        chain.SetTask(Samples.Task, new ChainTask(status, contributors, 0, false, new byte[24]));
        return RefusesAsync(RefusalReason.TaskClosed, Assign());
    }

    [Fact]
    public async Task A_task_to_which_this_worker_has_contributed_is_refused()
    {
        await chain.ContributeAsync(Samples.Deal, Samples.Index, Bytes32.FromNumber(1), [], TestContext.Current.CancellationToken);
        await RefusesAsync(RefusalReason.AlreadyDone, Assign());
    }

    [Fact]
    public Task A_stake_beyond_the_free_balance_is_refused()
    {
        chain.Free = 49;
        return RefusesAsync(RefusalReason.StakeTooHigh, Assign());
    }

    [Fact]
    public async Task A_stake_that_running_tasks_were_promised_is_refused()
    {
        chain.Free = 99;
        (await ValidateAsync(Assign())).Should().BeOfType<AssignmentVerdict.Valid>();
        await RefusesAsync(RefusalReason.StakeTooHigh, Assign(index: 8));
    }

    [Fact]
    public Task A_stake_that_computed_results_are_about_to_lock_is_refused()
    {
        (chain.Free, stakeToLock) = (99, 50);
        return RefusesAsync(RefusalReason.StakeTooHigh, Assign());
    }

    [Fact]
    public Task A_stake_beyond_what_the_owner_allows_is_refused()
    {
        options = options with { MaxStake = 49 };
        return RefusesAsync(RefusalReason.StakeTooHigh, Assign());
    }

    [Theory]
    [InlineData(882, true)]
    [InlineData(883, false)]
    public async Task A_reward_below_what_the_owner_asks_is_refused(int least, bool enough)
    {
        options = options with { MinReward = least };
        var verdict = await ValidateAsync(Assign());
        (verdict is AssignmentVerdict.Valid).Should().Be(enough, "a fiftieth of the price of 1000 is burned, a tenth of the rest the scheduler's");
        (verdict is AssignmentVerdict.Refused { Reason: RefusalReason.RewardTooLow }).Should().Be(!enough);
    }

    [Fact]
    public async Task Params_that_nobody_can_use_are_the_requesters_fault()
    {
        const string Useless = """{"env":{"ECT_TASK_INDEX":"0"}}""";
        var deal = Samples.Deal with { ParamsHash = Keccak256.Hash(Useless) };
        chain.Deals.Add(DealId.Of(deal));
        var assignment = Assign(deal);
        assignment.Params = Useless;
        (await ValidateAsync(assignment)).Should().BeOfType<AssignmentVerdict.Unworkable>().Which.Blame.Should().Be(Blame.Request);
    }

    [Fact]
    public async Task A_true_assignment_on_the_epoch_path_is_valid_and_the_bond_answers_for_it()
    {
        chain.Free = 0;
        var verdict = await ValidateAsync(OnEpochPath());
        verdict.Should().BeOfType<AssignmentVerdict.Valid>().Which.Assignment.IsOnEpochPath.Should().BeTrue();
        stakes.TryReserveBond(Bytes32.FromNumber(1), 51, 200).Should().BeFalse("100 of the 200 answer for the task");
        stakes.TryReserveBond(Bytes32.FromNumber(1), 50, 200).Should().BeTrue();
    }

    [Fact]
    public Task A_deal_that_demands_the_direct_path_is_refused_on_the_epoch_path() =>
        RefusesAsync(RefusalReason.WrongPath, OnEpochPath(Matched(Samples.Deal with { Mode = DealMode.Direct })));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_worker_without_a_seat_taken_before_the_start_refuses(bool epochPath)
    {
        foreach (var seat in new[] { new Seat(0, 0, 0, 0, 0), new Seat(2, 1, 1000, 0, 0), new Seat(1, (uint)Samples.Start, 1000, 0, 0) })
        {
            chain.Seat = seat;
            await RefusesAsync(RefusalReason.NotSeated, epochPath ? OnEpochPath() : Assign());
        }

        chain.Seat = new Seat(1, (uint)Samples.Start - 1, 1000, 0, 0);
        (await ValidateAsync(epochPath ? OnEpochPath() : Assign())).Should().BeOfType<AssignmentVerdict.Valid>();
    }

    [Fact]
    public Task A_pool_without_a_roster_seats_nobody()
    {
        (chain.Roster, chain.Seat) = (new Roster(0, 0, 0), new Seat(0, 0, 0, 0, 0));
        return RefusesAsync(RefusalReason.NotSeated, OnEpochPath());
    }

    [Fact]
    public async Task A_private_pool_needs_no_seat_on_the_direct_path_and_draws_nobody()
    {
        var deal = Matched(Samples.Deal with { Mode = DealMode.Private });
        chain.Roster = new Roster(1, 1_000_000, 0);
        (await ValidateAsync(OnEpochPath(deal))).Should().BeOfType<AssignmentVerdict.Valid>();
        chain.Seat = new Seat(0, 0, 0, 0, 0);
        (await ValidateAsync(Assign(deal))).Should().BeOfType<AssignmentVerdict.Valid>();
        await RefusesAsync(RefusalReason.NotSeated, OnEpochPath(deal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_a_drawn_worker_takes_the_task(bool epochPath)
    {
        var drawn = 0;
        for (var seed = 1; seed <= 64; seed++)
        {
            (chain.Roster, chain.Seed) = (new Roster(1, 16, 0), Bytes32.FromNumber(seed));
            var isDrawn = new Draw(chain.Seed.Value, DrawRule.Of(Samples.Deal, 16, chain.Now)).IsDrawn(Worker, Samples.Index - Samples.Deal.First);
            var verdict = await ValidateAsync(epochPath ? OnEpochPath() : Assign());
            (verdict is AssignmentVerdict.Valid).Should().Be(isDrawn);
            (verdict is AssignmentVerdict.Refused { Reason: RefusalReason.NotDrawn }).Should().Be(!isDrawn);
            drawn += isDrawn ? 1 : 0;
        }

        drawn.Should().BeInRange(4, 40, "a task of trust 1 draws about 4 of 16 seats");
    }

    [Fact]
    public async Task A_seed_that_is_not_to_be_had_yet_keeps_nobody_from_working()
    {
        (chain.Roster, chain.Seed) = (new Roster(1, 1_000_000, 0), null);
        (await ValidateAsync(OnEpochPath())).Should().BeOfType<AssignmentVerdict.Valid>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_task_that_an_epoch_has_settled_is_refused(bool epochPath)
    {
        chain.Settle(Samples.SchedulerKey.Address, 1, Bytes32.FromNumber(1), Samples.Task);
        return RefusesAsync(RefusalReason.TaskClosed, epochPath ? OnEpochPath() : Assign());
    }

    [Fact]
    public Task A_task_that_is_on_the_direct_path_is_refused_on_the_epoch_path()
    {
        chain.AddStranger(Samples.Task, Samples.Fill(1));
        return RefusesAsync(RefusalReason.TaskClosed, OnEpochPath());
    }

    /// <summary>The option, the deal's mode, the path, the second after the start: whether no authorization is needed.</summary>
    [Theory]
    [InlineData(true, 0, false, 401, true)]
    [InlineData(true, 0, false, 400, false)]
    [InlineData(false, 0, false, 401, false)]
    [InlineData(true, DealMode.Private, false, 401, false)]
    [InlineData(true, 0, true, 401, false)]
    public async Task Without_authorization_only_what_lies_about_is_taken(bool selfAssign, int mode, bool epochPath, int second, bool taken)
    {
        options = options with { SelfAssign = selfAssign };
        time.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds((long)Samples.Start + second));
        var assignment = Assign(Matched(Samples.Deal with { Mode = (ushort)mode }));
        (assignment.Authorization, assignment.EpochPath) = (ByteString.Empty, epochPath);
        var verdict = await ValidateAsync(assignment);
        (verdict is AssignmentVerdict.Valid).Should().Be(taken);
        (verdict is AssignmentVerdict.Refused { Reason: RefusalReason.BadAuthorization }).Should().Be(!taken);
    }

    /// <summary>Bond and stakes that it answers for already, both in gwei: whether it covers a task of 100 gwei more, twice.</summary>
    [Theory]
    [InlineData(200, 0, true)]
    [InlineData(199, 0, false)]
    [InlineData(400, 100, true)]
    [InlineData(399, 100, false)]
    public async Task A_bond_that_does_not_cover_the_task_twice_is_refused(ulong bond, int inEpochs, bool covers)
    {
        chain.Seat = chain.Seat with { Bond = bond };
        stakeInEpochs = inEpochs * HubClient.Gwei;
        var verdict = await ValidateAsync(OnEpochPath(Matched(Samples.Deal with { WorkerStake = 100 * HubClient.Gwei })));
        (verdict is AssignmentVerdict.Valid).Should().Be(covers);
        (verdict is AssignmentVerdict.Refused { Reason: RefusalReason.BondTooLow }).Should().Be(!covers);
    }

    [Theory]
    [InlineData("""{"needs":{"runtime":"oci"}}""", true)]
    [InlineData("""{"needs":{"network":true}}""", true)]
    [InlineData("""{"needs":{"hosts":"machine"}}""", false)]
    public async Task A_task_that_needs_another_machine_is_refused(string parameters, bool refused)
    {
        var assignment = Assign(Matched(Samples.Deal with { ParamsHash = Keccak256.Hash(parameters) }));
        assignment.Params = parameters;
        var verdict = await ValidateAsync(assignment);
        (verdict is AssignmentVerdict.Refused { Reason: RefusalReason.MachineUnfit }).Should().Be(refused);
    }

    [Theory]
    [InlineData("[ Requirements = TARGET.Trust <= 1 ]", false)]
    [InlineData("[ Requirements = TARGET.Price > 1000 ]", true)]
    [InlineData("[ Requirements = TARGET.Nothing ]", true)]
    [InlineData("[ Place = \"DE\" ]", false)]
    public async Task What_the_owner_does_not_want_is_refused_whatever_the_scheduler_says(string ad, bool refused)
    {
        options = options with { Ad = ClassAd.Parse(ad), DataFolder = Path.GetTempPath() };
        var verdict = await ValidateAsync(Assign(Matched(Samples.Deal)));
        (verdict is AssignmentVerdict.Refused { Reason: RefusalReason.OwnerRefuses }).Should().Be(refused);
    }

    private async Task RefusesAsync(RefusalReason reason, Assignment assignment) =>
        (await ValidateAsync(assignment)).Should().BeOfType<AssignmentVerdict.Refused>().Which.Reason.Should().Be(reason);

    private Task<AssignmentVerdict> ValidateAsync(Assignment assignment) =>
        new AssignmentValidator(options, Samples.Machine, WorkerAd.Read(options, Samples.Machine, 100), chain, stakes, time).ValidateAsync(assignment, TestContext.Current.CancellationToken);

    private Deal Matched(Deal deal)
    {
        chain.Deals.Add(DealId.Of(deal));
        return deal;
    }

    private static Assignment OnEpochPath(Deal? deal = null)
    {
        var assignment = Assign(deal);
        assignment.EpochPath = true;
        return assignment;
    }

    private static Assignment Change(Action<Assignment> lie)
    {
        var assignment = Assign();
        lie(assignment);
        return assignment;
    }

    private static Assignment Assign(Deal? deal = null, uint index = Samples.Index)
    {
        deal ??= Samples.Deal;
        var task = TaskId.Of(deal, index);
        return new Assignment
        {
            Task = ByteString.CopyFrom(task.ToBytes()),
            Index = index,
            Deal = ByteString.CopyFrom(DealCodec.Encode(deal)),
            Authorization = Authorize(task, Worker, Samples.SchedulerKey, Domain),
        };
    }

    private static ByteString Authorize(Bytes32 task, Address worker, PrivateKey scheduler, EctDomain domain) =>
        ByteString.CopyFrom(Authorization.Sign(domain, task, worker, scheduler));
}
