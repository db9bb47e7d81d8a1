using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Qos;
using Ect.Protocol.Tasks;
using Ect.Sdk.Deals;
using Ect.Sdk.Qos;

namespace Ect.Sdk.Tests.Qos;

/// <summary>Deals as a chain would tell of them.</summary>
internal static class Deals
{
    public const int HelpPool = 33;

    public static readonly Address Me = Address.FromBytes([.. Enumerable.Repeat((byte)0xaa, 20)]);

    private static readonly Deal Terms = new(
        RequestHash: Bytes32.FromNumber(1), First: 0, Size: 10, App: 11, Dataset: 0, Pool: 22,
        Requester: Me, Payer: Me, Beneficiary: Me, Callback: Address.Zero, AppOwner: Me, DatasetOwner: Address.Zero,
        PoolOwner: Me, Scheduler: Me, AppPrice: 1, DatasetPrice: 0, PoolPrice: 2, SchedulerStake: 300,
        WorkerStake: 50, Value: 0, SchedulerFee: 1000, Category: 1, Trust: 2, Mode: 0, Duration: 100, Start: 1000, Tag: Bytes32.FromNumber(5), ParamsHash: Keccak256.Hash(""));

    /// <summary>A deal of a request.</summary>
    public static DealInfo Of(string parameters = """{"args":["a"]}""", int request = 1, uint first = 0, uint size = 10)
    {
        var terms = Terms with { RequestHash = Bytes32.FromNumber(request), First = first, Size = size, ParamsHash = Keccak256.Hash(parameters) };
        return new(DealId.Of(terms), terms, parameters, 1, Bytes32.Zero);
    }

    /// <summary>Help in another pool.</summary>
    public static HelpDeal HelpOf(DealInfo deal, int request, params uint[] indices)
    {
        var repeats = new Repetition { Deal = deal.Id, First = deal.Terms.First, Size = deal.Terms.Size, Tasks = IndexRanges.Of(indices) };
        return HelpDeal.TryOf(Of((TaskParams.Parse(deal.Params) with { Repeats = repeats }).ToCanonicalJson(), request, 0, (uint)indices.Length))!;
    }

    public static TaskUpdate Update(DealInfo deal, uint index, TaskUpdateKind kind = TaskUpdateKind.Completed) => new(kind, deal.TaskAt(index), index, null, 0, 1);

    public static TailHelp Help(int budget, string strategy = "9C-G-D") => new(HelpPool, budget, HelpStrategy.Parse(strategy));
}
