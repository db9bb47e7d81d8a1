namespace Ect.Ethereum;

/// <summary>A list of RLP items.</summary>
/// <param name="Items">The elements in order.</param>
public sealed record RlpList(IReadOnlyList<RlpItem> Items) : RlpItem
{
    /// <summary>Compares the elements.</summary>
    public bool Equals(RlpList? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(Items.Count, HashCode.Combine);
}
