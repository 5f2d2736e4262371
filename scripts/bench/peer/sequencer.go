package main

import (
	"log"
	"time"
)

type pending struct {
	id                                       int64
	channel, kind, payload, cause, createdAt string
}

// sequence gives what is committed its place in the log, one round at a time, as the service's sequencer does.
func (s *server) sequence() {
	tick := time.NewTicker(time.Second)
	for {
		select {
		case <-s.wake:
		case <-tick.C:
		}
		if err := s.sequenceOnce(); err != nil {
			log.Print(err)
		}
	}
}

func (s *server) sequenceOnce() error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	ask, says := within(tx), s.says
	var position int64
	if err := ask(says.clock).QueryRow().Scan(&position); err != nil {
		return err
	}
	rows, err := ask(says.unsequenced).Query()
	if err != nil {
		return err
	}
	var all []pending
	for rows.Next() {
		var one pending
		if err := rows.Scan(&one.id, &one.channel, &one.kind, &one.payload, &one.cause, &one.createdAt); err != nil {
			rows.Close()
			return err
		}
		all = append(all, one)
	}
	rows.Close()
	if err := rows.Err(); err != nil || len(all) == 0 {
		return err
	}
	heads := map[string]int64{}
	for _, one := range all {
		head, known := heads[one.channel]
		if !known && ask(says.channel).QueryRow(one.channel).Scan(&head) != nil {
			if _, err := ask(says.newChannel).Exec(0, one.channel); err != nil {
				return err
			}
		}
		heads[one.channel] = head + 1
		position++
		if _, err := ask(says.place).Exec(position, head+1, one.id); err != nil {
			return err
		}
	}
	for channel, head := range heads {
		if _, err := ask(says.moveChannel).Exec(head, channel); err != nil {
			return err
		}
	}
	if _, err := ask(says.moveClock).Exec(position); err != nil {
		return err
	}
	return tx.Commit()
}
