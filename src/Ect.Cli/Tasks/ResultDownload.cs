using Ect.Cli.Frame;
using Ect.Content;
using Ect.Sdk;
using Ect.Sdk.Errors;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Tasks;

internal static class ResultDownload
{
    /// <summary>Downloads a result; if blocks are missing for which somebody answers, the error says how to challenge them.</summary>
    public static async Task<VerifiedResult> RunAsync(EctClient client, TaskInfo task, string folder, CancellationToken cancellation)
    {
        try
        {
            return await client.Tasks.DownloadResultAsync(task, client.Content, folder, cancellation: cancellation);
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
