using System.Globalization;
using Ect.Cli.Deals;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Seats;
using Spectre.Console;

namespace Ect.Cli.Seats;

/// <summary>A seat as commands show it.</summary>
internal sealed record SeatView(Address Worker, AssetRef? Pool, DateTimeOffset? Since, Amount Bond, Amount Earned, Amount Leaving, DateTimeOffset? LeavingUntil, int Bits)
{
    public static Answer Answer(CliContext context, SeatState seat)
    {
        var pool = seat.Pool is { } id ? AssetRef.Of(AssetKind.Pool, id, context.Names()) : null;
        var view = new SeatView(seat.Worker, pool, seat.Since, seat.Bond, seat.Earned, seat.Leaving, seat.LeavingUntil, seat.Bits);
        return Frame.Answer.Of(view, static (console, seat) => seat.Render(console));
    }

    private void Render(IAnsiConsole console)
    {
        console.WriteLine($"worker   {Worker}");
        if (Pool is null)
        {
            console.WriteLine("seat     none: take one with `ect seat take POOL`");
        }
        else
        {
            console.WriteLine($"seat     pool {Pool}, since {At(Since)}: drawn for deals that started later");
            console.WriteLine($"bond     {Bond}  (at stake for what it contributes)");
            console.WriteLine($"earned   {Earned}  (collect it with `ect seat collect`)");
        }

        if (LeavingUntil is not null)
        {
            console.WriteLine($"leaving  {Leaving}  (at stake until {At(LeavingUntil)}, then `ect seat withdraw`)");
        }

        console.WriteLine($"evidence {Bits} bits for each vote on a task that costs 1 ECT (2 for a newcomer, 6 at most)");
    }

    private static string At(DateTimeOffset? time) => time!.Value.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
