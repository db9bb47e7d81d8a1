using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Signing;
using Ect.Scheduler.Tests.Network;
using Ect.Scheduler.Workers;
using Ect.Testing;
using Ect.Wire;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler.Tests.Grid;

public sealed class LoginTests(NetworkFixture fixture) : IClassFixture<NetworkFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestNetwork Network => fixture.Network;

    [Fact]
    public async Task Who_signs_the_challenge_is_welcome()
    {
        await using var worker = Worker(0);
        var welcome = (await worker.LoginAsync(Ct)).Welcome;
        welcome.HeartbeatSeconds.Should().Be(1);
        welcome.LeaseSeconds.Should().Be(3);
    }

    [Fact]
    public async Task A_login_heard_on_another_connection_is_refused()
    {
        await using var honest = Worker(0);
        var challenge = await honest.GreetAsync(Ct);
        var heard = Sign(challenge, Network.Worker(0), Network.Pool, Network.Domain);
        (await honest.AnswerAsync(heard, Ct)).Welcome.Should().NotBeNull();

        await using var replayer = Worker(0);
        (await replayer.GreetAsync(Ct)).Nonce.Should().NotEqual(challenge.Nonce);
        (await replayer.AnswerAsync(heard, Ct)).Rejected.Reason.Should().Contain("not signed by");
    }

    [Fact]
    public async Task A_second_login_on_a_stream_ends_it()
    {
        await using var worker = Worker(1);
        var login = Sign(await worker.GreetAsync(Ct), Network.Worker(1), Network.Pool, Network.Domain);
        (await worker.AnswerAsync(login, Ct)).Welcome.Should().NotBeNull();
        (await worker.AnswerAsync(login, Ct)).Rejected.Reason.Should().Contain("does not send Login");
    }

    [Fact]
    public async Task A_login_signed_by_another_key_is_refused() =>
        (await TryAsync(challenge => Sign(challenge, Network.Worker(3), Network.Pool, Network.Domain, Network.Worker(2).Address))).Should().Contain("not signed by");

    [Fact]
    public async Task A_login_for_another_pool_hub_or_chain_is_refused()
    {
        (await TryAsync(challenge => Sign(challenge, Network.Worker(2), Network.Pool + 1, Network.Domain))).Should().Contain("not signed by");
        (await TryAsync(challenge => Sign(challenge, Network.Worker(2), Network.Pool, Network.Domain with { ChainId = 1 }))).Should().Contain("not signed by");
        (await TryAsync(challenge => Sign(challenge, Network.Worker(2), Network.Pool, Network.Domain with { Hub = Network.Requester.Address }))).Should().Contain("not signed by");
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task A_login_by_a_wrong_clock_is_refused(long skew)
    {
        var reason = await TryAsync(challenge =>
        {
            challenge.Time = (ulong)((long)challenge.Time + skew);
            return Sign(challenge, Network.Worker(2), Network.Pool, Network.Domain);
        });
        reason.Should().Contain("set the worker's clock");
    }

    [Fact]
    public async Task A_time_of_issue_beyond_all_clocks_is_refused() =>
        (await TryAsync(_ => new() { IssuedAt = ulong.MaxValue, Signature = ByteString.CopyFrom(new byte[65]) })).Should().Contain("set the worker's clock");

    [Fact]
    public async Task A_signature_of_garbage_is_refused() =>
        (await TryAsync(challenge => new() { IssuedAt = challenge.Time, Signature = ByteString.CopyFrom([1, 2, 3]) })).Should().Contain("not signed by");

    [Fact]
    public async Task Who_dawdles_is_shown_the_door()
    {
        await using var worker = Worker(2);
        await worker.GreetAsync(Ct);
        (await worker.NextAsync(Ct)).Rejected.Reason.Should().Contain("took longer than 2 s");
    }

    [Fact]
    public async Task Who_sends_too_fast_is_cut_off()
    {
        await using var worker = Worker(4);
        await worker.LoginAsync(Ct);
        var flood = async () =>
        {
            while (true)
            {
                await worker.BeatAsync(0);
            }
        };
        var rejected = RejectionAsync(worker);
        await flood.Should().ThrowAsync<Exception>();
        (await rejected).Should().Contain("more than 20 messages a second");
    }

    [Fact]
    public async Task A_message_beyond_the_limit_ends_the_stream()
    {
        await using var worker = Worker(5);
        await worker.LoginAsync(Ct);
        var registry = fixture.Scheduler.Services.GetRequiredService<WorkerRegistry>();
        registry.Find(worker.Address).Should().NotBeNull();
        try
        {
            await worker.SendAsync(new() { Opened = new() { Task = ByteString.CopyFrom(new byte[32]), CallbackData = ByteString.CopyFrom(new byte[300 * 1024]) } });
        }
        catch (RpcException)
        {
            // The scheduler may end the stream before all of it is written.
        }

        await Eventually.HoldsAsync("the worker is gone", () => registry.Find(worker.Address) is null, cancellationToken: Ct);
    }

    [Fact]
    public async Task A_new_login_replaces_the_old_session()
    {
        await using var old = Worker(6);
        await old.LoginAsync(Ct);
        await using var young = Worker(6);
        (await young.LoginAsync(Ct)).Welcome.Should().NotBeNull();
        var read = () => old.NextAsync(Ct);
        await read.Should().ThrowAsync<Exception>("its stream ends");
        fixture.Scheduler.Services.GetRequiredService<WorkerRegistry>().Find(young.Address).Should().NotBeNull();
    }

    private static async Task<string> RejectionAsync(TestWorker worker)
    {
        while (true)
        {
            if ((await worker.NextAsync(Ct)).Rejected is { } rejected)
            {
                return rejected.Reason;
            }
        }
    }

    private static Login Sign(Challenge challenge, PrivateKey key, BigInteger pool, EctDomain domain, Address? worker = null)
    {
        var login = new WorkerLogin(pool, worker ?? key.Address, Bytes32.FromBytes(challenge.Nonce.Span), challenge.Time);
        return new() { IssuedAt = login.IssuedAt, Signature = ByteString.CopyFrom(login.Sign(domain, key)) };
    }

    /// <summary>The reason why a login as worker 2 is rejected.</summary>
    private async Task<string> TryAsync(Func<Challenge, Login> answer)
    {
        await using var worker = Worker(2);
        return (await worker.AnswerAsync(answer(await worker.GreetAsync(Ct)), Ct)).Rejected.Reason;
    }

    private TestWorker Worker(int number) => new(Network, Network.Worker(number), fixture.Scheduler.ListenUrl);
}
