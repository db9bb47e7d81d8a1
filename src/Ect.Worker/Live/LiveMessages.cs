using Ect.Ethereum;
using Ect.Protocol.Live;
using Ect.Wire;
using Google.Protobuf;

namespace Ect.Worker.Live;

internal static class LiveMessages
{
    public static LogChunk Of(Bytes32 task, LiveChunk chunk) => new()
    {
        Task = ByteString.CopyFrom(task.ToBytes()),
        Channel = (uint)chunk.Channel,
        Sequence = chunk.Sequence,
        Last = chunk.IsLast,
        Key = ByteString.CopyFrom(chunk.Key.Span),
        Signature = ByteString.CopyFrom(chunk.Signature.Span),
        Sealed = ByteString.CopyFrom(chunk.Sealed.Span),
    };
}
