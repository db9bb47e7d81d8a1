using System.Globalization;

namespace Ect.Scheduler.Tasks;

/// <summary>How long the steps of a look took.</summary>
internal sealed class StepWatch(TimeProvider time)
{
    private readonly List<(string Name, TimeSpan Took)> _steps = [];
    private long _began = time.GetTimestamp();

    /// <summary>The sum of all steps.</summary>
    public TimeSpan Total => _steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Took);

    /// <summary>A step ends here, and the next begins.</summary>
    public void Done(string name)
    {
        var now = time.GetTimestamp();
        _steps.Add((name, time.GetElapsedTime(_began, now)));
        _began = now;
    }

    public override string ToString() =>
        string.Join(", ", _steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Name} {step.Took.TotalSeconds:F1} s")));
}
