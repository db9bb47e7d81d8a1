using Ect.Worker.Preferences;

namespace Ect.Worker.Machine.Sensors;

/// <summary>A system on which only the disk can be looked at: whoever wants the worker to run on an idle machine alone must not be disturbed by it.</summary>
internal sealed class NoSensors(string dataFolder, TimeProvider time) : IMachineSensors
{
    public Task<MachineSample> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new MachineSample(new(time.GetUtcNow(), "this system does not tell whether somebody is there"), null, null, MachineInfo.Read(dataFolder).DiskFreeBytes));
}
