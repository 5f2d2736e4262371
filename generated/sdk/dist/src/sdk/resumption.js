/** Where one is in each channel, so that a connection that comes back misses nothing and repeats nothing. */
export function createResumption(handOn) {
    const places = new Map();
    function placeOf(channel) {
        let place = places.get(channel);
        if (!place)
            places.set(channel, place = { position: undefined, held: undefined });
        return place;
    }
    function advance(place, event) {
        if (place.position !== undefined && event.position <= place.position)
            return;
        place.position = event.position;
        handOn(event);
    }
    return {
        take(event) {
            const place = placeOf(event.channel);
            if (place.held)
                place.held.push(event);
            else
                advance(place, event);
        },
        resume(channel) {
            const place = placeOf(channel);
            place.held = [];
            return place.position;
        },
        settle(channel, head) {
            const place = placeOf(channel);
            const held = (place.held ?? []).sort((a, b) => a.position - b.position);
            place.held = undefined;
            for (const event of held)
                advance(place, event);
            place.position = Math.max(place.position ?? 0, head);
        },
        begin: (channel, since) => { placeOf(channel).position = since; },
        forget: (channel) => { places.delete(channel); },
        forgetAll: () => { places.clear(); }
    };
}
