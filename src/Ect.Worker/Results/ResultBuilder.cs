using Ect.Content;
using Ect.Content.Trees;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Worker.Assignments;
using Ect.Worker.Execution;
using Ect.Worker.Runtimes;

namespace Ect.Worker.Results;

/// <summary>Turns what an application left behind into the tree and hash that its worker votes for.</summary>
/// <param name="store">Where the trees go.</param>
/// <param name="alter">A liar's hand on the finished result; null for the honest.</param>
internal sealed class ResultBuilder(ResultStore store, Action<string, Bytes32>? alter = null)
{
    /// <summary>File in <c>/out</c> whose bytes go to the deal's consumer contract.</summary>
    public const string CallbackFile = "callback.bin";

    private const string UnusableOutput = "The application left something in /out that no result can hold: a name that is not safe on every system, folders too deep, or too many entries in one folder.";

    /// <summary>Beyond what the runtime lets an application write, so that only the shape of a tree can be refused here.</summary>
    public static ContentLimits Limits { get; } = new() { MaxBytes = 1L << 31, MaxEntries = 4096, MaxDepth = 32 };

    /// <summary>Builds the result of a completed run or of a failure that is one.</summary>
    /// <exception cref="ContentStoreFullException">This worker's disk is full.</exception>
    public async Task<BuiltResult> BuildAsync(VerifiedAssignment assignment, RunOutcome outcome, string outputFolder, CancellationToken cancellationToken)
    {
        var failed = outcome as RunOutcome.AppFailed;
        if (failed is not null)
        {
            FailureFile.Write(outputFolder, Determinism.NameOf(failed.Kind), failed.Message, failed.ExitCode);
        }

        var hasCallback = !assignment.Deal.Callback.IsZero;
        var callbackFile = Path.Combine(outputFolder, CallbackFile);
        if (failed is null && hasCallback && File.Exists(callbackFile) && new FileInfo(callbackFile).Length > TaskLimits.CallbackBytes)
        {
            return await BuildFailureAsync(assignment, outputFolder, "callbackTooLarge", $"{CallbackFile} has {new FileInfo(callbackFile).Length} bytes; a contract is given at most {TaskLimits.CallbackBytes}.", cancellationToken);
        }

        alter?.Invoke(outputFolder, assignment.Task);
        try
        {
            var digest = await ImportAsync(assignment.Task, outputFolder, cancellationToken);
            var callback = failed is null && hasCallback && File.Exists(callbackFile) ? await File.ReadAllBytesAsync(callbackFile, cancellationToken) : [];
            return failed is null
                ? new BuiltResult(digest, ResultHash.Of(digest, hasCallback ? callback : null), callback, AppFailed: false)
                : new BuiltResult(digest, ResultHash.OfFailure(digest), [], AppFailed: true);
        }
        catch (Exception e) when (failed is null && e is ContentFormatException or ContentTooLargeException)
        {
            // The words are fixed, not the importer's: which of several bad names it meets first is not for the votes to depend on.
            return await BuildFailureAsync(assignment, outputFolder, "unusableOutput", UnusableOutput, cancellationToken);
        }
    }

    private async Task<BuiltResult> BuildFailureAsync(VerifiedAssignment assignment, string outputFolder, string kind, string message, CancellationToken cancellationToken)
    {
        FailureFile.Write(outputFolder, kind, message, null);
        alter?.Invoke(outputFolder, assignment.Task);
        var digest = await ImportAsync(assignment.Task, outputFolder, cancellationToken);
        return new BuiltResult(digest, ResultHash.OfFailure(digest), [], AppFailed: true);
    }

    private async Task<Bytes32> ImportAsync(Bytes32 task, string folder, CancellationToken cancellationToken)
    {
        var root = await ContentTree.ImportResultAsync(store.Create(task), folder, Limits, cancellationToken);
        return Bytes32.FromBytes(root.Digest);
    }
}
