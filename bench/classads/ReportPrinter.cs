using System.Globalization;

namespace Ect.Bench.ClassAds;

/// <summary>The report for people.</summary>
internal static class ReportPrinter
{
    public static void Print(Report report, TextWriter writer)
    {
        Line($"{report.Machines:#,0} machines, read at {report.AdsParsedPerSecond:#,0} ads a second; one thread");
        Line($"job.txt:       {report.Job.Matches:#,0} match, {report.Job.JobAccepts:#,0} accepted by the job, sum of ranks {report.Job.RankSum:0.000}");
        Line($"job_loose.txt: {report.LooseJob.Matches:#,0} match, {report.LooseJob.JobAccepts:#,0} accepted by the job, sum of ranks {report.LooseJob.RankSum:0.000}");
        Line($"counts as the reference's and the evaluator's: {(report.CountsHold ? "yes" : "NO")}");
        writer.WriteLine();
        Line($"matches a second, best round (middle one):");
        Rate("plain evaluator, job.txt", report.Evaluator);
        Rate("columns, job.txt, job compiled anew", report.Columns);
        Rate("  machines' own clauses anew too", report.ColumnsWithMachines);
        Rate("columns, job_loose.txt", report.ColumnsLoose);
        Rate("columns, 1,000 different jobs", report.ThousandJobs);
        writer.WriteLine();
        Line($"{report.ToReference:0.0} times HTCondor's library ({Report.OfReference:#,0}), {report.ToEvaluator:0.0} times the plain evaluator");
        Line($"one changed ad among {report.Machines * 10:#,0}: {report.ChangedAdMicroseconds:0.0} µs; all of them: {report.AllMicroseconds:#,0} µs");
        Line($"at least {Report.Target:#,0} matches a second: {(report.Columns.Best >= Report.Target ? "yes" : "NO")}");

        void Line(FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));

        void Rate(string what, Rate rate) => Line($"  {what,-36} {rate.Best,14:#,0} ({rate.Median:#,0})");
    }
}
