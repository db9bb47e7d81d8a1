using System.CommandLine;
using System.Globalization;
using Ect.ClassAds.Matching;
using Ect.Cli.Frame;
using Ect.Cli.Running;
using Ect.Cli.Waiting;
using Ect.Protocol.Machines;
using Ect.Protocol.Tasks;
using Ect.Sdk.Errors;
using Spectre.Console;

namespace Ect.Cli.Roles;

/// <summary>`ect pool match`: which of a pool's machines would do for a task, clause by clause, before anything is bought.</summary>
internal static class PoolMatchCommand
{
    private static readonly Argument<string?> Pool = new("POOL") { Description = "The pool, whose metadata says where its scheduler answers", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<Uri?> Url = UrlOption.Create("--url", "Where the scheduler's status page answers");
    private static readonly Option<int> Most = new("--most") { Description = "Machines that are listed, best rank first", HelpName = "N", DefaultValueFactory = _ => 20 };

    public static EctCommand Create() =>
        new EctCommand(
            "match",
            "Says which connected workers of a pool would do for requirements, which clause refuses how many, and what to relax",
            "ect pool match garage --requirements \"TARGET.Memory >= 8192 && TARGET.Cpus >= 4\" --rank TARGET.Score",
            "ect pool match --requirements \"TARGET.GPUs > 0\" --json")
        { Pool, RunOptions.Requirements, RunOptions.Rank, RunOptions.Ad, Url, Most }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var wishes = RunOptions.Wishes(context);
        Check(wishes);
        using var page = new SchedulerPage(await SchedulerAddress.FindAsync(context, context.Value(Url), context.Value(Pool), "ect pool match", cancellation), TimeSpan.FromSeconds(10));
        var machines = await PoolMachines.ReadAsync(page, cancellation);
        var job = JobAd.Of(new JobFacts { Requester = context.Reading().Address?.ToString() ?? "" }, wishes);
        var analysis = RequirementsAnalysis.Of(job, machines.Table);
        var view = new PoolMatchView(FitView.Of(analysis), [.. machines.Table.Match(job, context.Required(Most)).Select(match => new PoolMatchView.Machine(machines[match.Id], match.Rank))]);
        return Answer.Of(view, (console, shown) => Render(context, console, shown));
    }

    private static void Check(MachineNeeds wishes)
    {
        try
        {
            (TaskParams.Empty with { Needs = wishes }).Validate();
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidValue, e.Message, "docs/classads.md says what an expression is.", e);
        }
    }

    private static void Render(CliContext context, IAnsiConsole console, PoolMatchView view)
    {
        view.Render(console);
        if (view.Best.Count > 0)
        {
            console.Write(Tables.Of(["best", "rank"], view.Best.Select(machine => new[] { context.People.NameOf(machine.Worker), machine.Rank.ToString("0.######", CultureInfo.InvariantCulture) })));
        }
    }
}
