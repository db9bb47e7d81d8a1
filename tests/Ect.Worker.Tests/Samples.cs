using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Apps;
using Ect.Protocol.Contributions;
using Ect.Protocol.Epochs;
using Ect.Protocol.Machines;
using Ect.Protocol.Signing;
using Ect.Worker.Contributions;

namespace Ect.Worker.Tests;

/// <summary>A deal of a category of 100 s, started at second 1,000,000,000, and a contribution to its task 7.</summary>
internal static class Samples
{
    public const ulong Start = 1_000_000_000;
    public const uint Index = 7;

    public static readonly PrivateKey SchedulerKey = PrivateKey.Parse("0x" + new string('1', 64));
    public static readonly PrivateKey WorkerKey = PrivateKey.Parse("0x" + new string('2', 64));
    public static readonly Bytes32 Digest = Bytes32.FromNumber(0xd16e57);

    public static Deal Deal { get; } = new(
        RequestHash: Bytes32.FromNumber(1), First: 5, Size: 4, App: 11, Dataset: 0, Pool: 22,
        Requester: Fill(0xaa), Payer: Fill(0xaa), Beneficiary: Fill(0xaa), Callback: Address.Zero, AppOwner: Fill(0xbb), DatasetOwner: Address.Zero,
        PoolOwner: Fill(0xcc), Scheduler: SchedulerKey.Address, AppPrice: 1, DatasetPrice: 0, PoolPrice: 1000, SchedulerStake: 300,
        WorkerStake: 50, Value: 0, SchedulerFee: 1000, Category: 0, Trust: 1, Mode: 0, Duration: 100, Start: Start, Tag: Bytes32.Zero, ParamsHash: Keccak256.Hash(""));

    public static Bytes32 Task { get; } = TaskId.Of(Deal, Index);

    public static Address Fill(byte value) => Address.FromBytes([.. Enumerable.Repeat(value, 20)]);

    public static MachineOffer Machine { get; } = new("x64 a 1 2", [new(AppRuntime.Wasm, "1")]);

    public static EctDomain Domain { get; } = new(31337, Fill(0x99));

    /// <summary>Of a worker of the deal's pool that reaches nobody.</summary>
    public static WorkerOptions Options(string dataFolder) => new()
    {
        Rpc = new("http://127.0.0.1:1"),
        Deployment = new(31337, Domain.Hub, Domain.Hub, Domain.Hub, Domain.Hub, Domain.Hub, 0),
        Content = new("http://127.0.0.1:2"),
        SchedulerUrls = [new("http://127.0.0.1:3")],
        Pool = 22,
        Key = WorkerKey,
        DataFolder = dataFolder,
    };

    public static ContributionRecord Record(Deal? deal = null, ContributionState state = ContributionState.Computed, Bytes32? digest = null, uint index = Index)
    {
        deal ??= Deal;
        var task = TaskId.Of(deal, index);
        var hash = ResultHash.Of(digest ?? Digest, deal.Callback.IsZero ? null : []);
        var salt = Bytes32.FromNumber(0x5a17);
        return new ContributionRecord
        {
            Task = task,
            Index = index,
            Deal = DealCodec.Encode(deal),
            DealId = DealId.Of(deal),
            Authorization = [1, 2, 3],
            ResultHash = hash,
            Salt = salt,
            Commitment = Commitment.Of(task, WorkerKey.Address, hash, salt),
            Digest = digest ?? Digest,
            CallbackData = [],
            AppFailed = false,
            ComputedAt = DateTimeOffset.FromUnixTimeSeconds((long)Start + 10),
            State = state,
        };
    }

    /// <summary>A contribution on the epoch path; the scheduler's last sign of life so many seconds after the start.</summary>
    public static ContributionRecord EpochRecord(ContributionState state, ulong progress = 10, Deal? deal = null, uint index = Index, Bytes32? digest = null)
    {
        var record = Record(deal, state, digest, index);
        return record with
        {
            Epoch = new EpochPart
            {
                Signature = new ContributionMessage(record.Task, record.Commitment).Sign(Domain, WorkerKey),
                ProgressAt = DateTimeOffset.FromUnixTimeSeconds((long)(Start + progress)),
            },
        };
    }
}
