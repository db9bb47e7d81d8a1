using System.Text.Json;
using System.Text.Json.Serialization;
using Ect.Contracts.Files;

namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>The images that this worker put into the engine, by digest, in a file of its data folder.</summary>
internal sealed partial class ImageBook
{
    private readonly string path;
    private readonly Dictionary<string, ImageRecord> records;

    public ImageBook(string path)
    {
        this.path = path;
        records = Read(path);
    }

    public long Bytes => records.Values.Sum(record => record.Bytes);

    public ImageRecord? Find(string digest) => records.GetValueOrDefault(digest);

    public void Put(string digest, ImageRecord record)
    {
        records[digest] = record;
        Write();
    }

    public void Remove(string digest)
    {
        records.Remove(digest);
        Write();
    }

    /// <summary>The least recently used of those that may go.</summary>
    public (string Digest, ImageRecord Record)? Oldest(Func<string, bool> mayGo) =>
        records.Where(record => mayGo(record.Key)).OrderBy(record => record.Value.LastUse).Select(record => ((string, ImageRecord)?)(record.Key, record.Value)).FirstOrDefault();

    // A file that cannot be read costs disk, not correctness: its images are loaded again and stay beside the budget.
    private static Dictionary<string, ImageRecord> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ImageBookJson.Default.DictionaryStringImageRecord) ?? [];
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return [];
        }
    }

    private void Write() => WholeFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(records, ImageBookJson.Default.DictionaryStringImageRecord));

    [JsonSerializable(typeof(Dictionary<string, ImageRecord>))]
    private sealed partial class ImageBookJson : JsonSerializerContext;
}
