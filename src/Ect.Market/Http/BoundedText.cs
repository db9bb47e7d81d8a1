using System.Text;
using Microsoft.AspNetCore.Http;

namespace Ect.Market.Http;

internal static class BoundedText
{
    /// <summary>The body as text; null if it is longer than allowed, of which no more than that is read.</summary>
    public static async Task<string?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        var buffer = new byte[maxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length > maxBytes ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }
}
