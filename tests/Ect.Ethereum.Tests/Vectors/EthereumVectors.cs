using System.IO.Compression;
using System.Text.Json;
using Ect.Testing;

namespace Ect.Ethereum.Tests.Vectors;

/// <summary>The published test cases that lie beside the repository (MIT licence, collected by the ethers.js project).</summary>
internal static class EthereumVectors
{
    /// <summary>Runs a check over every case and fails with the names of those that do not hold.</summary>
    public static void CheckEach(string name, int expectedCount, Action<JsonElement> check)
    {
        using var document = Load(name);
        var failures = new List<string>();
        var count = 0;
        foreach (var vector in document.RootElement.EnumerateArray())
        {
            count++;
            try
            {
                check(vector);
            }
            catch (Exception exception)
            {
                var label = vector.TryGetProperty("name", out var text) ? text.GetString() : $"#{count}";
                failures.Add($"{label}: {exception.Message}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {count} cases of {name} fail:\n{string.Join('\n', failures.Take(10))}");
        count.Should().Be(expectedCount, $"{name} has lost no cases");
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {count} vectors");
    }

    private static JsonDocument Load(string name)
    {
        var path = RepositoryRoot.SharedVectors is { } folder ? Path.Combine(folder, "ethereum", name + ".json.gz") : null;
        if (path is null || !File.Exists(path))
        {
            const string reason = "The shared Ethereum vectors do not lie beside the repository.";
            Assert.True(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")), reason + " CI needs them.");
            Assert.Skip(reason);
        }

        using var stream = new GZipStream(File.OpenRead(path!), CompressionMode.Decompress);
        return JsonDocument.Parse(stream);
    }
}
