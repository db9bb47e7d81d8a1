using Microsoft.Extensions.Logging;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>What the runtime says.</summary>
internal static partial class ContainerLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Containers: not offered, the engine cannot be made ready: {Reason}")]
    public static partial void Unready(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Container {Container} or its volume could not be removed: {Reason}. The next start tries again")]
    public static partial void NotRemoved(ILogger logger, string container, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Container {Container}: the engine did not hold it or let it go: {Reason}")]
    public static partial void NotHeld(ILogger logger, string container, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Container {Container}: this engine cannot freeze; while the machine is in use it goes on with a hundredth of a processor")]
    public static partial void NotFrozen(ILogger logger, string container);

    [LoggerMessage(Level = LogLevel.Information, Message = "Container {Container}: {CpuSeconds} s of processor, {MemoryMiB} MiB at most, {InputBytes} bytes in, {OutputBytes} bytes out, {Ending}")]
    public static partial void Ended(ILogger logger, string container, double cpuSeconds, long memoryMiB, long inputBytes, long outputBytes, string ending);
}
