/** Where one is in each channel, so that a connection that comes back misses nothing and repeats nothing. */
export function createResumption(handOn) {
    const places = new Map();
    function placeOf(channel) {
        let place = places.get(channel);
        if (!place)
            places.set(channel, place = { position: undefined, epoch: undefined, asked: undefined, held: undefined });
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
            const place = places.get(event.channel);
            if (place?.held)
                place.held.push(event);
            else if (place)
                advance(place, event);
        },
        resume(channel, epoch) {
            const place = placeOf(channel);
            place.held ??= [];
            place.epoch ??= epoch;
            place.asked = place.position;
            return place.asked;
        },
        isBehind(channel) {
            const { position = Infinity, asked = Infinity } = placeOf(channel);
            return position < asked;
        },
        settle(channel, head, epoch) {
            const place = placeOf(channel);
            const held = (place.held ?? []).sort((a, b) => a.position - b.position);
            place.held = undefined;
            for (const event of held)
                advance(place, event);
            const isSameLog = place.epoch === undefined || place.epoch === epoch;
            place.position = isSameLog ? Math.max(place.position ?? 0, head) : head;
            place.epoch = epoch;
        },
        begin(channel, since, epoch) {
            const place = placeOf(channel);
            place.held ??= [];
            place.epoch ??= epoch;
            place.position = Math.min(place.position ?? Infinity, since);
        },
        skip(channel, head) {
            const place = placeOf(channel);
            place.held &&= [];
            place.position = place.asked = head;
        },
        knows: (channel) => places.get(channel)?.position !== undefined,
        forget: (channel) => {
            places.delete(channel);
        },
        forgetOthers(epoch) {
            const others = [...places].filter(([, place]) => place.epoch !== undefined && place.epoch !== epoch).map(([channel]) => channel);
            for (const channel of others)
                places.delete(channel);
            return others;
        }
    };
}
