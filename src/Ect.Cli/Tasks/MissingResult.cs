using Ect.Cli.Frame;
using Ect.Content;
using Ect.Sdk;
using Ect.Sdk.Errors;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Tasks;

/// <summary>Tells who cannot have its result what it can do about that.</summary>
internal static class MissingResult
{
    /// <summary>Downloads; if blocks are missing of a result for which somebody answers, the error says how to challenge it.</summary>
    public static async Task<VerifiedResult> ExplainAsync(EctClient client, TaskInfo task, Func<Task<VerifiedResult>> download, CancellationToken cancellation)
    {
        try
        {
            return await download();
        }
        catch (ContentException e) when (CodeOf(e) is not null)
        {
            if (await client.Tasks.LastChallengeAsync(task, cancellation) is { } last && await client.Tasks.NowAsync(cancellation) <= last)
            {
                throw new EctException(CodeOf(e)!.Value, e.Message, $"Try again; or have those who agreed on the result bring it back or pay, until {Times.Text(Times.At(last))}: `ect task challenge {task.Id}`.", e);
            }

            throw;
        }
    }

    private static ErrorCode? CodeOf(ContentException e) => e switch
    {
        ContentMissingException => ErrorCode.ContentMissing,
        ContentTamperedException => ErrorCode.ContentTampered,
        ContentUnavailableException => ErrorCode.ContentUnreachable,
        _ => null,
    };
}
