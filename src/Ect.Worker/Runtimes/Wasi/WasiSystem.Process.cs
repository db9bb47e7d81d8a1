using System.Buffers.Binary;

namespace Ect.Worker.Runtimes.Wasi;

/// <summary>Arguments, environment, clock, randomness, exit and waiting.</summary>
internal sealed partial class WasiSystem
{
    private const int SubscriptionSize = 48;
    private const int EventSize = 32;
    private const int MaxSubscriptions = 1024;

    private Errno ArgsSizesGet(int count, int size) => SizesGet(_arguments, count, size);

    private Errno ArgsGet(int pointers, int buffer) => ListGet(_arguments, pointers, buffer);

    private Errno EnvironSizesGet(int count, int size) => SizesGet(_environment, count, size);

    private Errno EnvironGet(int pointers, int buffer) => ListGet(_environment, pointers, buffer);

    private Errno SizesGet(byte[][] list, int count, int size)
    {
        Write32(count, list.Length);
        Write32(size, list.Sum(item => item.Length));
        return Errno.Success;
    }

    private Errno ListGet(byte[][] list, int pointers, int buffer)
    {
        foreach (var item in list)
        {
            Write32(pointers, buffer);
            item.CopyTo(Bytes(buffer, item.Length));
            pointers += 4;
            buffer += item.Length;
        }

        return Errno.Success;
    }

    private Errno ClockResGet(int clock, int result)
    {
        if (clock is < 0 or > 3)
        {
            return Errno.Invalid;
        }

        Write64(result, VirtualClock.Resolution);
        return Errno.Success;
    }

    private Errno ClockTimeGet(int clock, long precision, int result)
    {
        if (clock is < 0 or > 3)
        {
            return Errno.Invalid;
        }

        Write64(result, _state.Clock.Read(clock));
        return Errno.Success;
    }

    private Errno RandomGet(int buffer, int length)
    {
        var bytes = Bytes(buffer, length);
        Charge((ulong)bytes.Length);
        _state.Random.Fill(bytes);
        return Errno.Success;
    }

    /// <summary>
    /// The state is in its place. If the application has worked long enough for it, its process ends here, and the next one
    /// begins from the state: on every worker, interrupted or not.
    /// </summary>
    private void Commit(OutputFile state)
    {
        _state.Checkpoint!.Check(state);
        if (_startFuel - _store.Fuel >= (ulong)_state.Limits.CommitFuel)
        {
            throw new AppCommittedException();
        }
    }

    private void ProcExit(int code)
    {
        Enter();
        throw new AppExitedException(code);
    }

    private Errno ProcRaise(int signal) =>
        throw new AppStoppedException(AppFailure.Trap, $"The application crashed: it raised signal {signal}.");

    /// <summary>Nothing ever blocks here: files are always ready, and a sleep only moves the application's own clock.</summary>
    private Errno PollOneoff(int subscriptions, int events, int count, int result)
    {
        if (count is <= 0 or > MaxSubscriptions)
        {
            return Errno.Invalid;
        }

        Charge((ulong)count * SubscriptionSize);
        var written = 0;
        ulong? sleep = null;
        for (var i = 0; i < count; i++)
        {
            var subscription = Bytes(subscriptions + (i * SubscriptionSize), SubscriptionSize);
            if (subscription[8] != 0)
            {
                WriteEvent(subscription, events + (EventSize * written++));
            }
            else
            {
                var wait = WaitOf(subscription);
                sleep = Math.Min(sleep ?? ulong.MaxValue, wait);
            }
        }

        if (written == 0 && sleep is { } duration)
        {
            var due = new bool[count];
            for (var i = 0; i < count; i++)
            {
                due[i] = WaitOf(Bytes(subscriptions + (i * SubscriptionSize), SubscriptionSize)) <= duration;
            }

            _state.Clock.Advance(duration);
            for (var i = 0; i < count; i++)
            {
                if (due[i])
                {
                    WriteEvent(Bytes(subscriptions + (i * SubscriptionSize), SubscriptionSize), events + (EventSize * written++));
                }
            }
        }

        Write32(result, written);
        return Errno.Success;
    }

    private ulong WaitOf(ReadOnlySpan<byte> subscription)
    {
        var timeout = BinaryPrimitives.ReadUInt64LittleEndian(subscription[24..]);
        var isAbsolute = (subscription[40] & 1) != 0;
        var now = _state.Clock.Peek(BinaryPrimitives.ReadInt32LittleEndian(subscription[16..]));
        return !isAbsolute ? timeout : timeout > now ? timeout - now : 0;
    }

    private void WriteEvent(ReadOnlySpan<byte> subscription, int address)
    {
        var user = BinaryPrimitives.ReadUInt64LittleEndian(subscription);
        var type = subscription[8];
        var descriptor = BinaryPrimitives.ReadInt32LittleEndian(subscription[16..]);
        var bytes = Bytes(address, EventSize);
        bytes.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, user);
        bytes[10] = type;
        if (type != 0 && !_descriptors.TryGet<Descriptor>(descriptor, out _))
        {
            bytes[8] = (byte)Errno.BadDescriptor;
        }
        else if (type == 1 && _descriptors.TryGet<FileDescriptor>(descriptor, out var file))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], (ulong)Math.Max(0, file.File.Size - file.Position));
        }
    }
}
