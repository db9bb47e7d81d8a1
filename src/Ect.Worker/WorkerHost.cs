using Ect.Content.Http;
using Ect.Contracts;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Machines;
using Ect.Protocol.Signing;
using Ect.Worker.Assignments;
using Ect.Worker.Availability;
using Ect.Worker.Chain;
using Ect.Worker.Conduct;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Ect.Worker.Execution;
using Ect.Worker.Guardian;
using Ect.Worker.Inputs;
using Ect.Worker.Live;
using Ect.Worker.Machine;
using Ect.Worker.Machine.Sensors;
using Ect.Worker.Preferences;
using Ect.Worker.Results;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Checkpoints;
using Ect.Worker.Runtimes.Containers;
using Ect.Worker.Runtimes.Wasm;
using Ect.Worker.Sessions;
using Ect.Worker.Status;
using Microsoft.Extensions.Logging;

namespace Ect.Worker;

/// <summary>A worker: computes tasks for a pool, and sees that its stakes come back.</summary>
public static class WorkerHost
{
    private static readonly TimeSpan CollectPeriod = TimeSpan.FromMinutes(1);

    /// <summary>Runs a worker that logs to the console, one line an event, until cancelled.</summary>
    /// <exception cref="WorkerStartException">It cannot start: wrong options, another chain, or a data folder in use. The message says what to do.</exception>
    public static async Task RunAsync(WorkerOptions options, CancellationToken cancellationToken = default)
    {
        using var logging = LoggerFactory.Create(builder => builder.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        }));
        await RunAsync(options, logging, TimeProvider.System, cancellationToken);
    }

    /// <summary>Runs a worker until cancelled; returns when everything it started has stopped.</summary>
    /// <param name="options">Where, as whom, how.</param>
    /// <param name="logging">Where log events go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the worker. Whatever it has contributed is resumed at the next start.</param>
    /// <exception cref="WorkerStartException">It cannot start: wrong options, another chain, or a data folder in use. The message says what to do.</exception>
    public static async Task RunAsync(WorkerOptions options, ILoggerFactory logging, TimeProvider time, CancellationToken cancellationToken = default)
    {
        options.Validate();
        try
        {
            await WorkAsync(options, logging, time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private static async Task WorkAsync(WorkerOptions options, ILoggerFactory logging, TimeProvider time, CancellationToken cancellationToken)
    {
        var data = Directory.CreateDirectory(options.DataFolder).FullName;
        using var folderLock = FolderLock.Take(data);

        var owner = Preferences(data);
        using var client = new EthClient(options.Rpc, options: new() { ChainId = options.ChainId, Quorum = options.RpcQuorum }, time: time);
        await using var sender = new TransactionSender(client, options.Key, options.ChainId, new() { Confirmations = options.Confirmations }, time);
        // Stakes, openings and what is believed of a settlement hang on what is read here: enough endpoints must say it.
        var hub = new HubClient(client.Agreed, options.Deployment, sender);
        var chain = new HubChain(hub, sender.Address);
        var seat = new StartCheck(options, hub, time, logging.CreateLogger<StartCheck>());
        await seat.RunAsync(cancellationToken);

        var journal = new ContributionJournal(Path.Combine(data, "journal"), logging.CreateLogger<ContributionJournal>());
        using var content = new ContentClient(options.Content, time: time);
        var cache = new ContentCache(content, Path.Combine(data, "cache"), owner.Current.DiskMiB << 20 ?? options.CacheBytes, time, logging.CreateLogger<ContentCache>());
        var appContent = new AppContent(cache);
        using var wasm = new WasmRuntime(Path.Combine(data, "modules"), time);
        var lentMemory = owner.Current.ContainerBytesOf(options.Slots) ?? options.Containers?.MaxMemoryBytes;
        using var containers = options.Containers is { } lent ? await ContainerRuntime.StartAsync(lent with { MaxMemoryBytes = lentMemory }, appContent, data, time, logging.CreateLogger<ContainerRuntime>(), cancellationToken) : null;
        var runtime = AppLauncher.Of(wasm, containers, appContent, time);
        var machine = new MachineOffer(ProcessorClass.Read(), containers is null ? [WasmRuntime.Offer] : [WasmRuntime.Offer, containers.Offer]);
        var ad = WorkerAd.Read(options, machine, SpeedTest.Run());
        var scratch = Path.Combine(data, "scratch");
        Scratch.Clear(scratch);
        var checkpoints = new CheckpointStore(Path.Combine(data, "checkpoints"), options.CheckpointInterval, time, logging.CreateLogger<CheckpointStore>());
        checkpoints.Sweep(isOver: task => journal.Find(task) is not null);

        var outbox = new Outbox();
        var domain = new EctDomain(options.ChainId, options.Hub);
        var settlements = new SettlementJournal(Path.Combine(data, "journal", "settlements"), time, logging.CreateLogger<SettlementJournal>());
        var clerk = new EpochClerk(domain, options.Key, chain, settlements);
        var desk = new SettlementDesk(domain, options.Key, chain, journal, settlements, clerk, new ProposalCheck(chain.Worker, options.MinReward), outbox, time, logging.CreateLogger<SettlementDesk>());
        var resultStore = new ResultStore(Path.Combine(data, "results"), content, journal);
        var settings = new GuardianSettings { PollInterval = options.PollInterval, Patience = options.Patience, SettlementDelay = options.SettlementDelay, MinClaim = options.MinClaim };
        var guardianLogger = logging.CreateLogger<ContributionGuardian>();
        var guardians = new GuardianBoard(
            journal,
            record => new ContributionGuardian(record, chain, journal, clerk, resultStore, outbox, settings, time, guardianLogger),
            logging.CreateLogger<GuardianBoard>());

        var stakes = new StakeBook(() => guardians.StakeToLock, () => guardians.StakeInEpochs);
        Action<string, Ethereum.Bytes32>? lie = options.Conduct == WorkerConduct.Liar
            ? (folder, task) => Liar.Alter(folder, options.ConductSeed, chain.Worker, task)
            : null;
        var gate = new RunGate(time);
        var runs = new RunsUnderWay(options, time);
        var runner = new TaskRunner(
            chain.Worker,
            scratch,
            new AssignmentValidator(options, machine, ad, chain, stakes, time),
            new InputPreparer(chain, cache, options.MaxInputBytes),
            options.Conduct == WorkerConduct.Mortal ? new MortalRuntime(runtime, options.ConductSeed) : runtime,
            checkpoints,
            new ResultBuilder(resultStore, lie),
            journal,
            clerk,
            guardians,
            outbox,
            new LiveFeeds(domain, options.Key, outbox, time),
            gate,
            runs,
            time,
            logging.CreateLogger<TaskRunner>());
        var board = new TaskBoard(options.Slots, runner, journal, guardians, desk, stakes, outbox, time, logging.CreateLogger<TaskBoard>());
        var identity = new SessionIdentity(domain, options.Pool, options.Key, options.Slots, data, machine, ad);
        var connector = new SchedulerConnector(options.SchedulerUrls, identity, board, outbox, options.MaxBackoff, time, logging.CreateLogger<SchedulerConnector>());

        var sensors = Sensors(data, () => containers?.CpuTime ?? TimeSpan.Zero, time);
        StatusWriter? status = null;
        var watch = new OwnerWatch(owner, sensors, gate, board, runs, options.Slots, Tell, time, logging.CreateLogger<OwnerWatch>());
        status = new StatusWriter(options, data, chain, client, board, runs, guardians, watch, connector, time, logging.CreateLogger<StatusWriter>());

        void Tell()
        {
            connector.SlotFreed();
            status?.Soon();
        }

        guardians.Start(cancellationToken);
        board.Start(connector.SlotFreed, cancellationToken);
        await watch.RunOnceAsync(cancellationToken);
        var selfAssigner = new SelfAssigner(options, machine, ad, chain, journal, () => board.FreeSlots, () => board.AssignedAt, board.Assign, time, logging.CreateLogger<SelfAssigner>());
        var challenges = new ChallengeWatch(
            chain,
            journal,
            resultStore,
            new KeptResults(chain, journal, settlements, resultStore, logging.CreateLogger<KeptResults>()),
            options.PollInterval * ChallengeWatch.Leisure,
            time,
            logging.CreateLogger<ChallengeWatch>());
        Task[] aside =
        [
            watch.RunAsync(cancellationToken),
            status.RunAsync(cancellationToken),
            seat.KeepSeatAsync(cancellationToken),
            desk.RunAsync(cancellationToken),
            challenges.RunAsync(cancellationToken),
            CollectAsync(options, chain, time, logging, cancellationToken),
            options.SelfAssign ? selfAssigner.RunAsync(cancellationToken) : Task.CompletedTask,
        ];
        try
        {
            await connector.RunAsync(cancellationToken);
        }
        finally
        {
            await board.StoppedAsync();
            await guardians.StoppedAsync();
            await Task.WhenAll(aside).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <exception cref="WorkerStartException">They are wrong: a worker must not run when its owner, who made a mistake, may not want it.</exception>
    private static PreferencesFile Preferences(string data)
    {
        var file = new PreferencesFile(data);
        file.Refresh();
        return file.Problem is null ? file : throw new WorkerStartException(file.Problem);
    }

    private static IMachineSensors Sensors(string data, Func<TimeSpan> containers, TimeProvider time) =>
        OperatingSystem.IsLinux() ? new LinuxSensors("/", data, containers, new DesktopSession(time), time) : new NoSensors(data, time);

    private static Task CollectAsync(WorkerOptions options, HubChain chain, TimeProvider time, ILoggerFactory logging, CancellationToken cancellationToken) =>
        options.CollectFrom is { } threshold
            ? new EarningsCollector(chain, threshold, CollectPeriod, time, logging.CreateLogger<EarningsCollector>()).RunAsync(cancellationToken)
            : Task.CompletedTask;
}
