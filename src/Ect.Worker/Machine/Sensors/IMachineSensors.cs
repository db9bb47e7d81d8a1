using Ect.Worker.Preferences;

namespace Ect.Worker.Machine.Sensors;

/// <summary>Looks at the machine on which the worker runs. For one caller at a time.</summary>
internal interface IMachineSensors
{
    /// <summary>Looks now. What cannot be known is null; nothing is thrown.</summary>
    Task<MachineSample> LookAsync(CancellationToken cancellationToken);
}
