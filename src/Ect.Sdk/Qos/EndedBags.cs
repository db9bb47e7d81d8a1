using System.Globalization;
using System.Text;
using System.Text.Json;
using Ect.Contracts.Files;
using Ect.Ethereum;
using Ect.Protocol.Qos;

namespace Ect.Sdk.Qos;

/// <summary>
/// The requester's own bags that have ended, kept on this machine by pool and application, to predict others by. Reading them
/// anew from the chain would take hundreds of questions to a node. Bags that had help are left out: they say nothing of their pool alone.
/// </summary>
/// <param name="folder">Where the files are, one for each pool and application.</param>
public sealed class EndedBags(string folder)
{
    private const long MaxBytes = 8 << 20;

    /// <summary>A predictor that has learnt from the bags like this one.</summary>
    public CompletionPredictor PredictorFor(Bag bag) => new([.. Read(PathOf(bag)).Where(line => line.Deal != IdOf(bag)).Select(line => new BagCurve(line.Times))]);

    /// <summary>Keeps a bag, if it has ended and had no help.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(Bag bag, BagProgress progress)
    {
        if (bag.Help.Count > 0 || BagCurve.Of(progress) is not { } curve)
        {
            return false;
        }

        var known = Read(PathOf(bag));
        if (known.Any(line => line.Deal == IdOf(bag)))
        {
            return false;
        }

        try
        {
            Directory.CreateDirectory(folder);
            var lines = known.Append(new(IdOf(bag), [.. curve.Times])).TakeLast(CompletionPredictor.MaxBags).Select(line => JsonSerializer.Serialize(line, HelpJsonContext.Default.EndedBagLine) + "\n");
            WholeFile.Write(PathOf(bag), string.Concat(lines));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Predictions are a help, not a duty: the command goes on without.
            return false;
        }
    }

    private static string IdOf(Bag bag) => bag.Deals[0].Id.ToString();

    private string PathOf(Bag bag)
    {
        var terms = bag.Deals[0].Terms;
        return Path.Combine(folder, Keccak256.Hash(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{terms.Requester} {terms.Pool} {terms.App}"))).ToString()[2..34] + ".jsonl");
    }

    // What cannot be read teaches nothing.
    private static List<EndedBagLine> Read(string path)
    {
        var lines = new List<EndedBagLine>();
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > MaxBytes)
            {
                return lines;
            }

            foreach (var text in File.ReadLines(path))
            {
                if (JsonSerializer.Deserialize(text, HelpJsonContext.Default.EndedBagLine) is { } line)
                {
                    _ = new BagCurve(line.Times);
                    lines.Add(line);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            return lines;
        }

        return lines;
    }
}
