using Ect.Cli.Frame;

namespace Ect.Cli.Seats;

internal static class SeatGroup
{
    public static EctCommand Create() => new("seat", "A worker's seat in a pool's roster: its bond and its earnings")
    {
        SeatShowCommand.Create(),
        SeatTakeCommand.Create(),
        SeatRaiseCommand.Create(),
        SeatCollectCommand.Create(),
        SeatLeaveCommand.Create(),
        SeatWithdrawCommand.Create(),
    };
}
