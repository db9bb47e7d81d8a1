using System.CommandLine;
using Ect.ClassAds;
using Ect.ClassAds.Matching;
using Ect.Cli.Frame;
using Spectre.Console;

namespace Ect.Cli.ClassAds;

/// <summary>`ect classad match`: whether a job and a machine accept each other, or those of each line of a file.</summary>
internal static class ClassAdMatchCommand
{
    private static readonly Argument<string?> Job = new("JOB") { Description = "The job's ad: its text, or @FILE", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Argument<string?> Machine = new("MACHINE") { Description = "The machine's ad, likewise", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> Lines = new("--file")
    {
        Description = "A file with a job's ad and, after a tab, a machine's in each line: prints true or false, the job's rank and the machine's, separated by tabs",
        HelpName = "FILE",
    };

    public static EctCommand Create()
    {
        var command = new EctCommand(
            "match",
            "Evaluate a job's ad and a machine's against each other: Requirements and Rank of both",
            "ect classad match @job.txt @machine.txt",
            "ect classad match \"[ Requirements = TARGET.Memory >= 4096 ]\" \"[ Memory = 8192; Requirements = true ]\" --json",
            "ect classad match --file pairs.tsv");
        command.Arguments.Add(Job);
        command.Arguments.Add(Machine);
        command.Options.Add(Lines);
        command.Options.Add(ClassAdOptions.Old);
        command.Validators.Add(result =>
        {
            var given = (result.GetValue(Job) is null ? 0 : 1) + (result.GetValue(Machine) is null ? 0 : 1);
            if (given != (result.GetValue(Lines) is null ? 2 : 0))
            {
                result.AddError("Give either a job and a machine, or --file.");
            }
        });
        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var options = ClassAdOptions.Of(context);
        if (context.Value(Lines) is { } file)
        {
            return await MatchAsync(context, file, options, cancellation);
        }

        var job = ClassAdOptions.Ad("job", context.Value(Job)!, options);
        var machine = ClassAdOptions.Ad("machine", context.Value(Machine)!, options);
        return Answer.Of(ClassAdMatchView.Of(Match.Of(job, machine, options)), Render);
    }

    private static async Task<Answer> MatchAsync(CliContext context, string file, EvaluationOptions options, CancellationToken cancellation)
    {
        List<ClassAdMatchView?> matches = [];
        foreach (var (job, machine) in ClassAdOptions.Pairs(file))
        {
            cancellation.ThrowIfCancellationRequested();
            var view = ClassAd.TryParse(job, out var left, out _, options) && ClassAd.TryParse(machine ?? "", out var right, out _, options)
                ? ClassAdMatchView.Of(Match.Of(left!, right!, options))
                : null;
            if (context.Json)
            {
                matches.Add(view);
            }
            else
            {
                await context.Host.Out.WriteLineAsync(view?.Line() ?? "PARSE_ERROR");
            }
        }

        return context.Json ? Answer.Of(new ClassAdMatchesView(matches), static (_, _) => { }) : Answer.Said;
    }

    private static void Render(IAnsiConsole console, ClassAdMatchView view)
    {
        console.WriteLine(view.Match ? "They match." : "They do not match.");
        console.Write(Tables.Of(
            ["", "accepts", "Requirements", "Rank"],
            [
                ["job", view.JobAccepts ? "yes" : "no", view.JobRequirements, view.JobRank],
                ["machine", view.MachineAccepts ? "yes" : "no", view.MachineRequirements, view.MachineRank],
            ]));
    }
}
