namespace Ect.Protocol.Qos;

/// <summary>
/// How far a bag of tasks is: when each task was first assigned to a worker, and when it was first completed. From that come the
/// functions tc(x) and ta(x), the times at which the share x of the bag was completed and assigned (Delamare, Fedak, Kondo,
/// Lodygensky, SpeQuloS, HPDC 2012). All times are seconds since the bag was submitted. Every question is answered in constant
/// time, whatever the size of the bag. Not safe for several threads.
/// </summary>
public sealed class BagProgress
{
    /// <summary>Most tasks of a bag.</summary>
    public const int MaxTasks = 10_000_000;

    /// <summary>The share of the bag whose pace is taken for its steady one, before a tail.</summary>
    public const double SteadyShare = 0.9;

    // What is above a whole number by rounding alone is that number: 0.07 × 100 is not 8 tasks.
    private const double Rounding = 1e-6;

    private readonly double[] _assigned;
    private readonly double[] _completed;
    private readonly double[] _assignedAt;
    private readonly bool[] _isCompleted;
    private double _durations;
    private double _steadyVariance;

    /// <summary>A bag of which nothing has happened.</summary>
    /// <param name="tasks">Its tasks, 1 to <see cref="MaxTasks"/>; they are 0 to this − 1.</param>
    public BagProgress(int tasks)
    {
        if (tasks is < 1 or > MaxTasks)
        {
            throw new ArgumentOutOfRangeException(nameof(tasks), tasks, $"A bag has 1 to {MaxTasks} tasks.");
        }

        (_assigned, _completed, _assignedAt, _isCompleted) = (new double[tasks], new double[tasks], new double[tasks], new bool[tasks]);
        Array.Fill(_assignedAt, double.NaN);
    }

    /// <summary>Tasks of the bag.</summary>
    public int Tasks => _assigned.Length;

    /// <summary>Tasks that were assigned at least once.</summary>
    public int Assigned { get; private set; }

    /// <summary>Tasks that are completed.</summary>
    public int Completed { get; private set; }

    /// <summary>Tasks that are not completed.</summary>
    public int Unfinished => Tasks - Completed;

    /// <summary>Assigned tasks as a share of all, 0 to 1.</summary>
    public double AssignedShare => (double)Assigned / Tasks;

    /// <summary>Completed tasks as a share of all, 0 to 1.</summary>
    public double CompletedShare => (double)Completed / Tasks;

    /// <summary>Whether all tasks are completed.</summary>
    public bool IsOver => Completed == Tasks;

    /// <summary>Mean time from a task's first assignment to its completion; null before the first completion.</summary>
    public double? MeanDuration => Completed == 0 ? null : _durations / Completed;

    /// <summary>
    /// What the bag would take in all if it went on as until nine tenths of it: tc(0.9) / 0.9 (SpeQuloS: ideal completion time). Null
    /// before that.
    /// </summary>
    public double? IdealTime => CompletionTime(SteadyShare) / SteadyShare;

    /// <summary>What the bag took in all, as a multiple of <see cref="IdealTime"/> (SpeQuloS: tail slowdown); null before its end.</summary>
    public double? TailSlowdown => IdealTime is > 0 and var ideal ? CompletionTime(1) / ideal : null;

    /// <summary>Tasks completed after the ideal time, as a share of all: the tail; null before the end.</summary>
    public double? TailShare => IsOver ? (double)(Tasks - AtMost(_completed, IdealTime!.Value)) / Tasks : null;

    /// <summary>
    /// Largest execution variance in the first half of the bag: max { var(x) : x ≤ 1/2 }; null until that half is completed. A
    /// bag of one task has none.
    /// </summary>
    public double? SteadyVariance => Tasks > 1 && 2 * Completed >= Tasks ? _steadyVariance : null;

    /// <summary>Estimated time from the last completion to the end at the pace so far, tc(x)/x − tc(x) at the present share x; null before the first completion.</summary>
    public double? Remaining => Completed == 0 ? null : _completed[Completed - 1] * Unfinished / Completed;

    /// <summary>Whether the task was assigned.</summary>
    public bool IsAssigned(int task) => !double.IsNaN(_assignedAt[task]);

    /// <summary>Whether the task is completed.</summary>
    public bool IsCompleted(int task) => _isCompleted[task];

    /// <summary>A task is given to a worker. Only its first assignment counts. What is told late counts from then on.</summary>
    /// <param name="task">Its number.</param>
    /// <param name="at">When.</param>
    /// <returns>Whether it was the first.</returns>
    public bool Assign(int task, double at)
    {
        Check(at);
        if (IsAssigned(task))
        {
            return false;
        }

        at = Append(_assigned, Assigned++, at);
        _assignedAt[task] = at;
        return true;
    }

    /// <summary>A task has its result. Only the first one counts. A task that nobody told the assignment of was assigned at this moment.</summary>
    /// <param name="task">Its number.</param>
    /// <param name="at">When.</param>
    /// <returns>Whether it was the first.</returns>
    public bool Complete(int task, double at)
    {
        Check(at);
        if (_isCompleted[task])
        {
            return false;
        }

        Assign(task, at);
        at = Append(_completed, Completed++, at);
        _isCompleted[task] = true;
        _durations += Math.Max(0, at - _assignedAt[task]);
        if (2 * Completed <= Tasks)
        {
            _steadyVariance = Math.Max(_steadyVariance, at - _assigned[Completed - 1]);
        }

        return true;
    }

    /// <summary>tc(x): when the share was completed; null while it is not.</summary>
    /// <param name="share">0 to 1.</param>
    public double? CompletionTime(double share) => At(_completed, Completed, share);

    /// <summary>ta(x): when the share was assigned; null while it is not.</summary>
    /// <param name="share">0 to 1.</param>
    public double? AssignmentTime(double share) => At(_assigned, Assigned, share);

    /// <summary>
    /// Execution variance var(x) = tc(x) − ta(x) at the present share x of the bag. While the next completion is awaited, what is
    /// already sure of it counts: the time since as many tasks were assigned. So a bag that stands still shows, which
    /// var at the last completion alone would not.
    /// </summary>
    /// <param name="now">Now.</param>
    public double Variance(double now)
    {
        var last = Completed == 0 ? 0 : _completed[Completed - 1] - _assigned[Completed - 1];
        return Assigned > Completed ? Math.Max(last, now - _assigned[Completed]) : last;
    }

    private static double Append(double[] times, int count, double at) => times[count] = count == 0 ? at : Math.Max(at, times[count - 1]);

    private double? At(double[] times, int count, double share)
    {
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share of a bag lies between 0 and 1.");
        }

        var tasks = (int)Math.Ceiling((share * Tasks) - Rounding);
        return tasks <= 0 ? 0 : tasks <= count ? times[tasks - 1] : null;
    }

    private static int AtMost(double[] times, double limit)
    {
        var (from, to) = (0, times.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = times[middle] <= limit ? (middle + 1, to) : (from, middle);
        }

        return from;
    }

    private static void Check(double at)
    {
        if (!(double.IsFinite(at) && at >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(at), at, "A time of a bag is a number of seconds since its submission.");
        }
    }
}
