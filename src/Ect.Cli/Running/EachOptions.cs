using Ect.Cli.Frame;
using Ect.Sdk;
using Ect.Sdk.Errors;

namespace Ect.Cli.Running;

/// <summary>Folders of which each task gets an entry, and what they say about the number of tasks.</summary>
internal static class EachOptions
{
    /// <summary>Uploads the folders, adds their addresses to the inputs and gives the number of tasks.</summary>
    public static async Task<uint> UploadAsync(CliContext context, EctClient client, Dictionary<string, string> inputs, IEnumerable<KeyValuePair<string, string>> folders, CancellationToken cancellation)
    {
        uint? tasks = context.Parse.GetResult(RunOptions.Tasks) is { Implicit: false } ? context.Required(RunOptions.Tasks) : null;
        foreach (var (name, folder) in folders)
        {
            if (inputs.ContainsKey(name))
            {
                throw new EctException(ErrorCode.InvalidValue, $"--each names '{name}', which --input names too.", "Give each input its own name.");
            }

            var parts = await client.Assets.UploadPartsAsync(folder, cancellation: cancellation);
            if (tasks is { } wanted && wanted != parts.Count)
            {
                throw new EctException(ErrorCode.InvalidValue, $"'{folder}' after --each has {parts.Count} entries, but the bag has {wanted} tasks.", "Leave out --tasks, or give as many as there are entries.");
            }

            (inputs[name], tasks) = (parts.Address, parts.Count);
        }

        return tasks ?? context.Required(RunOptions.Tasks);
    }
}
