using Ect.Cli.Frame;

namespace Ect.Cli.Sim;

internal static class SimGroup
{
    public static EctCommand Create() => new("sim", "Play the protocol's rules through, without a network")
    {
        IncentivesCommand.Create(),
        CertificationCommand.Create(),
        SchedulingCommand.Create(),
        QosCommand.Create(),
        ScaleCommand.Create(),
    };
}
