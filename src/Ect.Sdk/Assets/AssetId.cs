using System.Numerics;
using Ect.Ethereum;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Assets;

/// <summary>Text form of an asset's token id: 0x and 64 hexadecimal digits.</summary>
public static class AssetId
{
    /// <summary>0x and 64 lower-case digits.</summary>
    public static string Format(BigInteger id) => Bytes32.FromNumber(id).ToString();

    /// <summary>Reads the full text form; false for anything else.</summary>
    public static bool TryParse(string text, out BigInteger id)
    {
        var known = Bytes32.TryParse(text, out var value);
        id = value.ToNumber();
        return known;
    }

    /// <summary>Reads the full text form.</summary>
    /// <exception cref="EctException">It is not 0x and 64 hexadecimal digits (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static BigInteger Parse(string text) =>
        TryParse(text, out var id) ? id : throw new EctException(ErrorCode.InvalidValue, $"'{text}' is no asset id: give 0x and 64 hexadecimal digits.");
}
