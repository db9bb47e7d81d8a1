namespace Ect.Ethereum;

/// <summary>An RLP value: a byte string or a list.</summary>
public abstract record RlpItem
{
    private protected RlpItem()
    {
    }

    /// <summary>This item's bytes.</summary>
    /// <exception cref="FormatException">It is a list.</exception>
    public byte[] AsBytes() => this is RlpString text ? text.Bytes : throw new FormatException("RLP holds a list where bytes belong.");

    /// <summary>This item's elements.</summary>
    /// <exception cref="FormatException">It is a byte string.</exception>
    public IReadOnlyList<RlpItem> AsList() => this is RlpList list ? list.Items : throw new FormatException("RLP holds bytes where a list belongs.");
}
