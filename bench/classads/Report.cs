namespace Ect.Bench.ClassAds;

/// <summary>What the benchmark found.</summary>
internal sealed record Report
{
    /// <summary>Matches a second of HTCondor's library, one thread, on the same kind of machine.</summary>
    public const double OfReference = 193_000;

    /// <summary>What is asked for.</summary>
    public const double Target = 2_000_000;

    /// <summary>How many machines.</summary>
    public required int Machines { get; init; }

    /// <summary>Ads read a second.</summary>
    public required double AdsParsedPerSecond { get; init; }

    /// <summary>What job.txt matches.</summary>
    public required Counts Job { get; init; }

    /// <summary>What job_loose.txt matches.</summary>
    public required Counts LooseJob { get; init; }

    /// <summary>Whether evaluator and columns say the same, and what the reference says.</summary>
    public required bool CountsHold { get; init; }

    /// <summary>job.txt by the plain evaluator.</summary>
    public required Rate Evaluator { get; init; }

    /// <summary>job.txt over columns, the job compiled anew each time.</summary>
    public required Rate Columns { get; init; }

    /// <summary>The same, with the machines' own clauses worked out anew each time too.</summary>
    public required Rate ColumnsWithMachines { get; init; }

    /// <summary>job_loose.txt over columns.</summary>
    public required Rate ColumnsLoose { get; init; }

    /// <summary>1,000 different jobs, each against all machines.</summary>
    public required Rate ThousandJobs { get; init; }

    /// <summary>Matches that the thousand jobs found, by columns and, for some of them, by the evaluator.</summary>
    public required long ThousandJobsMatches { get; init; }

    /// <summary>Among 100,000 machines: microseconds to take in one changed ad and hold a standing job against it.</summary>
    public required double ChangedAdMicroseconds { get; init; }

    /// <summary>The same to hold a job against all 100,000.</summary>
    public required double AllMicroseconds { get; init; }

    public double ToReference => Columns.Best / OfReference;

    public double ToEvaluator => Columns.Best / Evaluator.Best;

    public bool Holds => CountsHold && Columns.Best >= Target;
}
