using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>A task as the model knows it.</summary>
/// <param name="deal">The terms.</param>
/// <param name="index">Its index in the bag.</param>
internal sealed class ModelTask(Deal deal, uint index)
{
    public Deal Deal => deal;

    public uint Index => index;

    /// <summary>Every end that the chain tells of; one if all is well.</summary>
    public List<TaskEnd> Ends { get; } = [];

    /// <summary>Whether contributions were to be revealed on chain.</summary>
    public bool IsRevealing { get; set; }

    /// <summary>Whether its scheduler declined it.</summary>
    public bool IsDeclined { get; set; }

    /// <summary>Contributors on chain that were right, or of whom nobody can say.</summary>
    public List<Address> Right { get; } = [];

    /// <summary>Contributors on chain that were wrong or silent.</summary>
    public List<Address> Wrong { get; } = [];

    /// <summary>How many agreed in the epoch's settlement.</summary>
    public int Votes { get; set; }

    /// <summary>Whether somebody was punished for another result than the settled one.</summary>
    public bool IsPunished { get; set; }

    public override string ToString() => $"{DealId.Of(deal)}:{index}";
}
