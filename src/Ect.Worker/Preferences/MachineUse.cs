namespace Ect.Worker.Preferences;

/// <summary>A sign that somebody or something else uses the machine.</summary>
/// <param name="At">When.</param>
/// <param name="What">What was seen, such as "pts/3" or "keyboard or mouse".</param>
public sealed record MachineUse(DateTimeOffset At, string What);
