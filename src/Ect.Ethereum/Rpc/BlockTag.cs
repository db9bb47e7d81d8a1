using System.Globalization;

namespace Ect.Ethereum.Rpc;

/// <summary>A block by height or by name.</summary>
public readonly record struct BlockTag
{
    private readonly string? _text;

    private BlockTag(string text) => _text = text;

    /// <summary>The newest block.</summary>
    public static BlockTag Latest => new("latest");

    /// <summary>The newest block and the node's waiting transactions.</summary>
    public static BlockTag Pending => new("pending");

    /// <summary>The first block.</summary>
    public static BlockTag Earliest => new("earliest");

    /// <summary>The newest block unlikely to be re-organised.</summary>
    public static BlockTag Safe => new("safe");

    /// <summary>The newest block that is final.</summary>
    public static BlockTag Finalized => new("finalized");

    /// <summary>The block of a height.</summary>
    public static BlockTag Number(ulong number) => new("0x" + number.ToString("x", CultureInfo.InvariantCulture));

    /// <summary>The block of a height.</summary>
    public static implicit operator BlockTag(ulong number) => Number(number);

    /// <summary>The text JSON-RPC uses.</summary>
    public override string ToString() => _text ?? "latest";
}
