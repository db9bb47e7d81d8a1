namespace Ect.Worker.Preferences;

/// <summary>What one look at the machine shows. Null is what cannot be known there.</summary>
/// <param name="Input">The last time that somebody used it.</param>
/// <param name="OthersLoad">What other programs have used since the last look, as a part of all processors, 0 to 1.</param>
/// <param name="OnBattery">Whether it runs on battery; null without one.</param>
/// <param name="FreeDiskBytes">Free on the data folder's disk.</param>
public sealed record MachineSample(MachineUse? Input, double? OthersLoad, bool? OnBattery, long? FreeDiskBytes);
