using Ect.Contracts;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Signing;
using Ect.Scheduler.Assignments;
using Ect.Scheduler.Chain;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Grid;
using Ect.Scheduler.Live;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Status;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Telemetry;
using Ect.Scheduler.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler;

/// <summary>The scheduler's parts.</summary>
internal static class SchedulerServices
{
    public static IServiceCollection AddScheduler(this IServiceCollection services, SchedulerOptions options)
    {
        services.AddSingleton(options).AddSingleton(options.Time).AddSingleton(options.Rules);
        services.AddSingleton(new EctDomain(options.ChainId, options.Hub));

        // Whatever the scheduler reads it decides on money by, so enough endpoints must say it. The loop has its own patience: a node that is down should show in the status soon.
        services.AddSingleton(_ => new EthClient(options.Rpc, options: new() { Attempts = 2, ChainId = options.ChainId, Quorum = options.RpcQuorum }, time: options.Time));
        services.AddSingleton(provider => new TransactionSender(provider.GetRequiredService<EthClient>(), options.Key, options.ChainId, new() { Confirmations = options.Confirmations }, options.Time));
        services.AddSingleton(provider => new HubClient(provider.GetRequiredService<EthClient>().Agreed, options.Deployment, provider.GetRequiredService<TransactionSender>()));

        services.AddSingleton<OpenTasks>().AddSingleton<DemandBook>().AddKeyedSingleton<DemandBook>(DemandBook.Spares).AddSingleton<DealTurns>();
        services.AddSingleton<DealStore>().AddSingleton<TaskStore>().AddSingleton<ReplicaStore>().AddSingleton<FaultStore>();
        services.AddSingleton<EpochStore>().AddSingleton<DeliveryStore>().AddSingleton<SeatBook>().AddSingleton<DrawBook>().AddSingleton<Admissions>();
        services.AddSingleton<EpochNews>().AddSingleton<EpochDeeds>().AddSingleton<EpochTasks>().AddSingleton<EpochDriver>().AddSingleton<Aftermath>();
        services.AddSingleton<ChainIdentity>().AddSingleton<ChainCursor>().AddSingleton<LogMemory>().AddSingleton<MissedLogs>().AddSingleton<ChainFetcher>().AddSingleton<ChainSync>().AddSingleton<ChainHealth>();
        services.AddSingleton(new WorkerRegistry(options.MaxWorkers, options.Lease, options.Time)).AddSingleton<PlaceDesk>().AddSingleton<LeadWatch>().AddSingleton<Stakes>().AddSingleton<EvidenceBook>();
        services.AddSingleton<AssignmentDesk>().AddSingleton<ContributionDesk>().AddSingleton<OpeningDesk>().AddSingleton<SignatureDesk>().AddSingleton<SettlementNews>().AddSingleton<Conversation>();
        services.AddSingleton<Wakeup>().AddSingleton<Deeds>().AddSingleton<TaskAudit>().AddSingleton<TaskDriver>();
        services.AddHostedService(provider => provider.GetRequiredService<TaskDriver>());
        services.AddSingleton<LiveBoard>().AddSingleton<LiveLimits>().AddSingleton<LogStore>().AddSingleton<LogGate>().AddSingleton<LiveDesk>().AddSingleton<LogFollower>();
        services.AddHostedService<LogSweeper>();
        services.AddSingleton<StatusReporter>().AddSingleton<PoolReporter>().AddSingleton<WorkerReporter>().AddSingleton<HealthReporter>().AddSingleton<LastAdmissions>();
        services.AddTelemetry();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.MaxMessageBytes;
            grpc.EnableDetailedErrors = false;
        });
        return services;
    }
}
