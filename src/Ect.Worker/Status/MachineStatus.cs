using Ect.Worker.Preferences;

namespace Ect.Worker.Status;

/// <summary>What a worker last saw of its machine. Null is what cannot be known there, or did not happen.</summary>
/// <param name="LastInput">The last time that somebody used it.</param>
/// <param name="LastLoad">The last time that other programs used more than they may.</param>
/// <param name="OthersLoad">What other programs use of all processors, 0 to 1.</param>
/// <param name="OnBattery">Whether it runs on battery.</param>
/// <param name="FreeDiskBytes">Free on the data folder's disk.</param>
public sealed record MachineStatus(MachineUse? LastInput, MachineUse? LastLoad, double? OthersLoad, bool? OnBattery, long? FreeDiskBytes);
