using Shop.Worker;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient<OrderSource>(client =>
    client.BaseAddress = new Uri(builder.Configuration["Api"] ?? "http://api:8080")
);
builder.Services.AddHostedService<OrderProcessor>();
var app = builder.Build();

app.MapGet("/healthz", () => Results.Ok());

await app.RunAsync();
