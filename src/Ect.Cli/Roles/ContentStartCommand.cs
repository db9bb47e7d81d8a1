using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Content.Http;
using Ect.Content.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Ect.Cli.Roles;

internal static class ContentStartCommand
{
    private static readonly Option<Uri?> Listen = RoleOptions.Listen("the network file's content");
    private static readonly Option<long?> MaxBytes = new("--max-bytes")
    {
        Description = "Most bytes of blocks to keep. Default: as many as the disk holds",
        HelpName = "BYTES",
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<long?>() is <= 0)
                {
                    result.AddError("--max-bytes must be above zero.");
                }
            },
        },
    };

    public static EctCommand Create() =>
        new EctCommand("start", "Runs a content store until stopped", "ect content start --listen http://127.0.0.1:7020 --max-bytes 10000000000") { Listen, MaxBytes, RoleOptions.Data }.Does(RunAsync);

    private static Task<Answer> RunAsync(CliContext context, CancellationToken cancellation) =>
        RoleOptions.UntilStoppedAsync("content", stop => ServeAsync(context, stop), cancellation);

    private static async Task ServeAsync(CliContext context, CancellationToken stop)
    {
        var network = context.Network();
        var folder = RoleOptions.DataFolder(context, network, "content");
        var store = new FileBlockStore(new FileBlockStoreOptions { Folder = folder, MaxBytes = context.Value(MaxBytes) ?? long.MaxValue }, context.Time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls((context.Value(Listen) ?? network.Content).ToString());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        LogSetup.Configure(builder.Logging, context.Verbose);
        await using var app = builder.Build();
        app.MapContent(store);
        app.MapGet("/status", () => TypedResults.Ok(new { role = "content" }));
        await app.StartAsync(stop);
        await app.WaitForShutdownAsync(stop);
    }
}
