using Ect.Wire;
using Ect.Worker.Preferences;

namespace Ect.Worker.Sessions;

/// <summary>What the scheduler is told of a rest: the kind of reason and its end, and nothing of what people do at the machine.</summary>
internal static class RestingMessage
{
    public static Resting? Of(Rest? rest)
    {
        if (rest is null)
        {
            return null;
        }

        var message = new Resting { Reason = ReasonOf(rest.Cause) };
        if (rest.Until is { } until)
        {
            message.Until = (ulong)Math.Max(0, until.ToUnixTimeSeconds());
        }

        return message;
    }

    private static RestReason ReasonOf(RestCause cause) => cause switch
    {
        RestCause.ByHand => RestReason.ByHand,
        RestCause.OutsideHours => RestReason.OutsideHours,
        RestCause.OnBattery => RestReason.OnBattery,
        RestCause.InUse => RestReason.InUse,
        RestCause.DiskFull => RestReason.DiskFull,
        _ => RestReason.Unspecified,
    };
}
