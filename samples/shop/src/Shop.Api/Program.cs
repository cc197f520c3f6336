using Shop.Api;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<OrderQueue>();
var app = builder.Build();

app.MapGet("/healthz", () => Results.Ok());
app.MapPost("/orders", (Order order, OrderQueue queue) => queue.Add(order) ? Results.Accepted() : Results.BadRequest());
app.MapPost("/orders/next", (OrderQueue queue) => queue.Take() is { } order ? Results.Ok(order) : Results.NoContent());

await app.RunAsync();
