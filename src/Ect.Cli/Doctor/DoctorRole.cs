namespace Ect.Cli.Doctor;

/// <summary>What the machine is to be.</summary>
internal enum DoctorRole
{
    /// <summary>Runs tasks.</summary>
    Worker,

    /// <summary>Leads a pool.</summary>
    Scheduler,
}
