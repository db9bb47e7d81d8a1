using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ect.Content.Http;

/// <summary>Reads request bodies without trusting their declared length.</summary>
internal static class BoundedBody
{
    /// <exception cref="ContentTooLargeException">More than <paramref name="maxBytes"/>; found out before more than that is buffered.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int maxBytes)
    {
        if (context.Request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        // The server's own limit also counts the framing of a chunked body; the count below is exact.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }

        var buffer = new byte[(int)(context.Request.ContentLength ?? 16_384)];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length == context.Request.ContentLength)
                {
                    return buffer;
                }

                Array.Resize(ref buffer, Math.Min(Math.Max(length * 2, 16_384), maxBytes + 1));
            }

            var count = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted);
            length += count;
            if (length > maxBytes)
            {
                throw TooLarge(maxBytes);
            }

            if (count == 0)
            {
                return buffer.AsMemory(0, length);
            }
        }
    }

    private static ContentTooLargeException TooLarge(int maxBytes) => new($"The request body exceeds {maxBytes} bytes.");
}
