using System.Text;
using Ect.Protocol.Apps;
using Ect.Protocol.Apps.Canonical;

namespace Ect.Worker.Runtimes.Comparing;

/// <summary>
/// Brings an output folder into the form whose digest workers agree on. What cannot be brought into it, a JSON file that
/// is none for example, stays as it is and is compared byte for byte.
/// </summary>
internal sealed class ResultCanon(IRuntime wasm, IAppContent content, TimeProvider time)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Applies the rule to a run that ended; what no worker agrees on is left alone. <see cref="RunLimits.OutputBytes"/> bounds what there
    /// is to read, and it may take as long as the run, beside it.
    /// </summary>
    /// <returns>The outcome, or the comparator's own failure.</returns>
    public async Task<RunOutcome> ApplyAsync(Comparison comparison, RunOutcome outcome, RunRequest request, CancellationToken cancellationToken)
    {
        if (outcome is RunOutcome.WorkerFailed or RunOutcome.Declined)
        {
            return outcome;
        }

        Drop(request.OutputFolder, comparison.Ignore);
        if (comparison is Comparison.Program program)
        {
            return outcome is RunOutcome.Completed ? await RunAsync(program, outcome, request, cancellationToken) : outcome;
        }

        using var late = new CancellationTokenSource(request.Limits.WallTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            Rewrite(request.OutputFolder, comparison, either.Token);
            return outcome;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new RunOutcome.AppFailed(AppFailure.WallTime, $"To bring the result into its canonical form took longer than {request.Limits.WallTime} and was stopped.") { Usage = outcome.Usage };
        }
    }

    private static void Rewrite(string folder, Comparison comparison, CancellationToken cancellationToken)
    {
        switch (comparison)
        {
            case Comparison.Text text:
                Rewrite(folder, text.Files, raw => CanonicalText.Of(raw, cancellationToken), cancellationToken);
                break;
            case Comparison.Json json:
                Rewrite(folder, json.Files, raw => CanonicalJson.TryOf(raw, cancellationToken), cancellationToken);
                break;
            case Comparison.Numeric numeric:
                Rewrite(folder, numeric.Files, raw => CanonicalNumbers.TryOf(raw, numeric.Grid, cancellationToken), cancellationToken);
                break;
        }
    }

    private static void Drop(string folder, IReadOnlyList<FilePattern> patterns)
    {
        foreach (var path in Files(folder, patterns))
        {
            File.Delete(path);
        }
    }

    private static void Rewrite(string folder, IReadOnlyList<FilePattern> patterns, Func<string, string?> canonical, CancellationToken cancellationToken)
    {
        foreach (var path in Files(folder, patterns).Where(path => new FileInfo(path).Length <= CanonicalForm.MaxBytes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (canonical(s_utf8.GetString(File.ReadAllBytes(path))) is { } text && s_utf8.GetByteCount(text) <= CanonicalForm.MaxBytes)
                {
                    File.WriteAllBytes(path, s_utf8.GetBytes(text));
                }
            }
            catch (DecoderFallbackException)
            {
                // No text: compared as it is.
            }
        }
    }

    private static string[] Files(string folder, IReadOnlyList<FilePattern> patterns) => patterns.Count == 0
        ? []
        : [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => patterns.Any(pattern => pattern.Matches(Relative(folder, path))))];

    private static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The comparator sees the raw tree as /in; what it writes takes its place, its own streams are dropped.</summary>
    private async Task<RunOutcome> RunAsync(Comparison.Program program, RunOutcome outcome, RunRequest request, CancellationToken cancellationToken)
    {
        using var module = await content.GetFileAsync("The comparator's module", program.Module, request.Limits.AppBytes, cancellationToken);
        var raw = Directory.CreateDirectory($"{request.OutputFolder}.raw").FullName;
        try
        {
            MoveAll(request.OutputFolder, raw);
            var compared = await wasm.RunAsync(
                new RunRequest
                {
                    AppPath = module.Path,
                    Environment = request.Environment,
                    InputFolder = raw,
                    OutputFolder = request.OutputFolder,
                    Seed = request.Seed,
                    Limits = request.Limits,
                    Gate = request.Gate,
                },
                cancellationToken);
            if (compared is RunOutcome.AppFailed failed)
            {
                return failed with { Message = $"The comparator failed: {failed.Message}", Usage = outcome.Usage };
            }

            if (compared is RunOutcome.Completed)
            {
                Drop(request.OutputFolder, [FilePattern.Parse("stdout.txt"), FilePattern.Parse("stderr.txt")]);
                return outcome;
            }

            return compared;
        }
        finally
        {
            Directory.Delete(raw, recursive: true);
        }
    }

    private static void MoveAll(string from, string to)
    {
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos().ToArray())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry is DirectoryInfo inner)
            {
                inner.MoveTo(target);
            }
            else
            {
                File.Move(entry.FullName, target);
            }
        }
    }
}
