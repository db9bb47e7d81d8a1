namespace Ect.Market.Orders;

/// <summary>A place in the list of orders: where a page ended and the next begins.</summary>
internal sealed record OrderPlace(string Rank, string Hash)
{
    public static OrderPlace Start { get; } = new("", "");

    /// <summary>Reads what <see cref="ToString"/> wrote; false for anything else.</summary>
    public static bool TryParse(string text, out OrderPlace place)
    {
        var parts = text.Split('-');
        place = parts is [var rank, var hash] && rank.All(char.IsAsciiDigit) ? new(rank, hash) : Start;
        return parts.Length == 2 && place != Start;
    }

    public override string ToString() => $"{Rank}-{Hash}";
}
