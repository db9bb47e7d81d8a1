using Ect.Simulation.Studies;
using Spectre.Console;

namespace Ect.Cli.Sim;

/// <summary>One bar for a whole study.</summary>
internal sealed class StudyBar(ProgressContext bars) : IProgress<StudyStep>
{
    private readonly ProgressTask _bar = bars.AddTask("Playing");

    public void Report(StudyStep value)
    {
        _bar.Description = value.What.EscapeMarkup();
        _bar.MaxValue = value.Of;
        _bar.Value = value.Done;
    }
}
