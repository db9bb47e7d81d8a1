using System.CommandLine;
using Ect.Cli.Assets;
using Ect.Cli.Frame;
using Ect.Contracts;
using Ect.Sdk;
using Ect.Sdk.Assets;
using Ect.Sdk.Errors;
using Ect.Sdk.Workflows;

namespace Ect.Cli.Flows;

/// <summary>A workflow in a file, whose relative paths go from the file's own folder.</summary>
internal static class FlowFile
{
    public static Argument<string> Which { get; } = new("FILE") { Description = "The workflow, as JSON (docs/workflows.md)" };

    /// <summary>The folder from which the file's relative paths go.</summary>
    public static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    /// <summary>Reads and checks a workflow, the paths in it too.</summary>
    public static async Task<Workflow> ReadAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new EctException(ErrorCode.FileNotFound, $"File '{path}' does not exist.");
        }

        if (new FileInfo(path).Length > WorkflowJson.MaxBytes)
        {
            throw new EctException(ErrorCode.InvalidFile, $"File '{path}' has {new FileInfo(path).Length} bytes; a workflow has at most {WorkflowJson.MaxBytes}.");
        }

        var workflow = WorkflowJson.Parse(await File.ReadAllTextAsync(path, cancellation));
        foreach (var step in workflow.Steps)
        {
            foreach (var (name, input) in step.Inputs)
            {
                CheckPath(FolderOf(path), step, name, input);
            }
        }

        return workflow;
    }

    /// <summary>Ids in the place of the names that the user has for apps, datasets and pools.</summary>
    public static async Task<Workflow> ResolveAsync(CliContext context, EctClient client, Workflow workflow, CancellationToken cancellation)
    {
        var steps = new List<WorkflowStep>();
        foreach (var step in workflow.Steps)
        {
            steps.Add(step with
            {
                App = (await IdAsync(context, client, AssetKind.App, step.App, cancellation))!,
                Dataset = await IdAsync(context, client, AssetKind.Dataset, step.Dataset, cancellation),
                Pool = await IdAsync(context, client, AssetKind.Pool, step.Pool, cancellation),
            });
        }

        return new Workflow(steps);
    }

    private static async Task<string?> IdAsync(CliContext context, EctClient client, AssetKind kind, string? name, CancellationToken cancellation) =>
        name is null ? null : AssetId.Format((await AssetNames.FindAsync(context, client, kind, name, cancellation)).Id);

    private static void CheckPath(string folder, WorkflowStep step, string name, StepInput input)
    {
        var path = input switch
        {
            StepInput.Upload upload => upload.Path,
            StepInput.UploadEach each => each.Path,
            _ => null,
        };
        if (path is null)
        {
            return;
        }

        var full = Path.Combine(folder, path);
        if (input is StepInput.UploadEach ? !Directory.Exists(full) : !Path.Exists(full))
        {
            throw new EctException(ErrorCode.FileNotFound, $"Input '{name}' of step '{step.Name}' is '{path}', but there is no such {(input is StepInput.UploadEach ? "folder" : "file or folder")}: {full}.");
        }
    }
}
