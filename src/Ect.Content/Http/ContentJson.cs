using System.Text.Json.Serialization;

namespace Ect.Content.Http;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MissingBlocks))]
[JsonSerializable(typeof(FolderListing))]
internal sealed partial class ContentJson : JsonSerializerContext;
