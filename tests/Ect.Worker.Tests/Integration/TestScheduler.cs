using System.Threading.Channels;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Wire;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Tests.Integration;

/// <summary>A scheduler that a test drives by hand: speaks the protocol over real gRPC, decides nothing.</summary>
internal sealed class TestScheduler : Grid.GridBase, IAsyncDisposable
{
    private readonly Channel<Connection> connections = Channel.CreateUnbounded<Connection>();
    private readonly TestNetwork network;
    private WebApplication app = null!;

    private TestScheduler(TestNetwork network) => this.network = network;

    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Makes the next challenges lie about the chain.</summary>
    public ulong? FalseChain { get; set; }

    /// <summary>Workers that it let in so far.</summary>
    public int Logins { get; private set; }

    public static async Task<TestScheduler> StartAsync(TestNetwork network, int port = 0)
    {
        var scheduler = new TestScheduler(network);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(scheduler);
        scheduler.app = builder.Build();
        scheduler.app.MapGrpcService<TestScheduler>();
        await scheduler.app.StartAsync();
        return scheduler;
    }

    /// <summary>The next worker that has logged in.</summary>
    public async Task<Connection> NextAsync() => await connections.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public override async Task Connect(IAsyncStreamReader<WorkerMessage> requestStream, IServerStreamWriter<SchedulerMessage> responseStream, ServerCallContext context)
    {
        await requestStream.MoveNext(context.CancellationToken);
        var hello = requestStream.Current.Hello;
        var worker = Address.FromBytes(hello.Worker.Span);
        var nonce = Bytes32.FromBytes(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        await responseStream.WriteAsync(new SchedulerMessage
        {
            Challenge = new Challenge
            {
                Nonce = ByteString.CopyFrom(nonce.ToBytes()),
                Pool = ByteString.CopyFrom(Bytes32.FromNumber(network.Pool).ToBytes()),
                ChainId = FalseChain ?? network.Node.ChainId,
                Hub = ByteString.CopyFrom(network.Hub.Address.ToBytes()),
                Time = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            },
        });
        if (!await requestStream.MoveNext(context.CancellationToken))
        {
            return;
        }

        var login = requestStream.Current.Login;
        var signed = new WorkerLogin(network.Pool, worker, nonce, login.IssuedAt).IsSigned(network.Domain, login.Signature.ToByteArray());
        if (!signed)
        {
            await responseStream.WriteAsync(new SchedulerMessage { Rejected = new Rejected { Reason = "wrong signature" } });
            return;
        }

        await responseStream.WriteAsync(new SchedulerMessage { Welcome = new Welcome { HeartbeatSeconds = 1, LeaseSeconds = 10 } });
        var connection = new Connection(worker, hello, responseStream);
        Logins++;
        connections.Writer.TryWrite(connection);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, connection.Closed);
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(stop.Token))
            {
                connection.Receive(message);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The test or the worker hung up.
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    /// <summary>One worker's session.</summary>
    internal sealed class Connection(Address worker, Hello hello, IServerStreamWriter<SchedulerMessage> stream)
    {
        private readonly Channel<WorkerMessage> received = Channel.CreateUnbounded<WorkerMessage>();
        private readonly CancellationTokenSource closed = new();

        public Address Worker { get; } = worker;

        public Hello Hello { get; } = hello;

        public CancellationToken Closed => closed.Token;

        public Heartbeat? LastHeartbeat { get; private set; }

        public Task SendAsync(SchedulerMessage message) => stream.WriteAsync(message);

        public Task AssignAsync(Assignment assignment) => SendAsync(new SchedulerMessage { Assignment = assignment });

        /// <summary>The next message that is more than a sign of life: no heartbeat, no progress, no piece of a log.</summary>
        public async Task<WorkerMessage> NextAsync() =>
            await received.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        public void HangUp() => closed.Cancel();

        internal void Receive(WorkerMessage message)
        {
            if (message.BodyCase == WorkerMessage.BodyOneofCase.Heartbeat)
            {
                LastHeartbeat = message.Heartbeat;
            }
            else if (message.BodyCase is not (WorkerMessage.BodyOneofCase.Progress or WorkerMessage.BodyOneofCase.LogChunk))
            {
                received.Writer.TryWrite(message);
            }
        }
    }
}
